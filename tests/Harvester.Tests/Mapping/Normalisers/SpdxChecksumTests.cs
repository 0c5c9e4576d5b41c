using CsCheck;
using Harvester.Core.Mapping.Normalisers;
using Harvester.Core.Model;
using Xunit;

namespace Harvester.Tests.Mapping.Normalisers;

public sealed class SpdxChecksumTests
{
    private const string Md5 = "9e107d9d372bb6826bd81d3542a419d6";
    private const string Sha1 = "2fd4e1c67a2d28fced849ee1bb76e7391b93eb12";
    private const string Sha256 = "d7a8fbb307d7809469ca9abcb0082e4f8d5651e46d3cdb762d02d0bf37c9e592";

    [Theory]
    [InlineData(null, Md5, "md5", Md5)]
    [InlineData("", Sha1, "sha1", Sha1)]
    [InlineData(" ", Sha256, "sha256", Sha256)]
    [InlineData(null, Sha256 + Sha256, "sha512", Sha256 + Sha256)]
    [InlineData("MD5", "9E107D9D372BB6826BD81D3542A419D6", "md5", Md5)]
    [InlineData("SHA-256", $" {Sha256} ", "sha256", Sha256)]
    [InlineData("sha_1", Sha1, "sha1", Sha1)]
    [InlineData("sha", Sha1, "sha1", Sha1)]
    [InlineData("sha2-256", Sha256, "sha256", Sha256)]
    [InlineData("SHA3_256", Sha256, "sha3-256", Sha256)]
    [InlineData("blake2b-256", Sha256, "blake2b-256", Sha256)]
    [InlineData("md4", Md5, "md4", Md5)]
    [InlineData("Adler-32", "00620062", "adler32", "00620062")]
    [InlineData("checksumAlgorithm_sha256", Sha256, "sha256", Sha256)]
    [InlineData("spdx:checksumAlgorithm_sha256", Sha256, "", "")]
    [InlineData("http://spdx.org/rdf/terms#checksumAlgorithm_sha1", Sha1, "sha1", Sha1)]
    [InlineData("http://www.w3.org/2001/04/xmlenc#sha256", Sha256, "sha256", Sha256)]
    [InlineData("http://dcat-ap.de/def/hashAlgorithms/sha/256", Sha256, "sha256", Sha256)]
    [InlineData("http://dcat-ap.de/def/hashAlgorithms/md/5/", Md5, "md5", Md5)]
    [InlineData(null, "md5:" + Md5, "md5", Md5)]
    [InlineData(null, "SHA256 = " + Sha256, "sha256", Sha256)]
    [InlineData("sha256", "sha256:" + Sha256, "sha256", Sha256)]
    [InlineData(null, "sha3-256:" + Sha256, "sha3-256", Sha256)]
    public void Read_AStatement_IsAWordAndLowerHexadecimal(string? algorithm, string text, string word, string value) =>
        Assert.Equal(word.Length == 0 ? null : new Checksum(word, value), SpdxChecksum.Read(algorithm, text));

    [Theory]
    [InlineData(null, "")]
    [InlineData(null, "abc")]
    [InlineData(null, "1d5a3926327046c8fcd75652c6e44d3c74004c6727939f33fb05e16e324df241a1d5a392")]
    [InlineData("sha256", "1d5a3926327046c8fcd75652c6e44d3c74004c6727939f33fb05e16e324df24")] // a digit short, as a real catalogue has it
    [InlineData("md5", Sha1)]
    [InlineData("crc32", Md5)]
    [InlineData("hmac-sha256", Sha256)]
    [InlineData("https://", Sha256)]
    [InlineData(null, "crc32:" + Md5)]
    [InlineData("sha256", "md5:" + Md5)]
    [InlineData("sha3-256", "sha256:" + Sha256)] // each as long as the other: one of the two is wrong
    [InlineData("md5", "sha256:" + Sha256)]
    [InlineData("md5", "nhB9nTcrtoJr2B01QqQZ1g==")]
    [InlineData(null, "9e107d9d372bb6826bd81d3542a419dg")]
    [InlineData(null, "９e107d9d372bb6826bd81d3542a419d6")]
    public void Read_AnythingElse_IsNothing(string? algorithm, string text) => Assert.Null(SpdxChecksum.Read(algorithm, text));

    [Fact]
    public void Read_WhatIsRead_IsReadAgainAsItself_InWhateverCase()
    {
        var hex = Gen.Select(Gen.OneOf(31, 32, 40, 56, 64, 96, 128), Gen.Char["0123456789abcdefABCDEF"].Array[128]).Select((length, digits) => new string(digits, 0, length));
        var algorithm = Gen.OneOf(Gen.OneOf<string?>(null, "md5", "sha1", "SHA-224", "sha256", "sha384", "SHA512", "sha3-256", "blake3", "crc32"), Gen.String.Select(text => (string?)text));
        var read = 0;
        Gen.Select(algorithm, Gen.OneOf(hex, hex.Select(text => "sha256:" + text), Gen.String)).Sample((stated, text) =>
        {
            if (SpdxChecksum.Read(stated, text) is not { } checksum)
                return;
            Interlocked.Increment(ref read);
            Assert.Matches("^[0-9a-f]+$", checksum.Value);
            Assert.EndsWith(checksum.Value, text.Trim().ToLowerInvariant(), StringComparison.Ordinal);
            Assert.Equal(checksum, SpdxChecksum.Read(checksum.Algorithm, checksum.Value));
            Assert.Equal(checksum, SpdxChecksum.Read(checksum.Algorithm.ToUpperInvariant(), checksum.Value.ToUpperInvariant()));
            Assert.Equal(checksum, SpdxChecksum.Read(null, $"{checksum.Algorithm}:{checksum.Value}"));
            if (string.IsNullOrWhiteSpace(stated) && !text.Contains(':', StringComparison.Ordinal))
                Assert.Contains((checksum.Algorithm, checksum.Value.Length), new[] { ("md5", 32), ("sha1", 40), ("sha256", 64), ("sha512", 128) });
        }, iter: 20_000);
        Assert.True(read > 500, $"Only {read} were read.");
    }
}
