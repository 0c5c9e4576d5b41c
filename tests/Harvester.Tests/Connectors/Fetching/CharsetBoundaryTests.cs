using System.Text;
using Harvester.Connectors.Fetching;
using Xunit;

namespace Harvester.Tests.Connectors.Fetching;

/// <summary>Characters of several bytes, cut wherever a network or a buffer may cut them.</summary>
public sealed class CharsetBoundaryTests
{
    private const string Sample = "番号,名称\r\n1,港区の避難所一覧①髙橋㈱～－ﾃｽﾄ\r\n2,表ソ能予十（令和５年度）\r\n";
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    public static MatrixTheoryData<string, string?> Declarations =>
        new(["cp932", "euc-jp", "iso-2022-jp", "utf-8", "utf-8-bom"], [null, "utf-8", "Shift_JIS", "EUC-JP", "ISO-8859-1"]);

    [Theory]
    [MemberData(nameof(Declarations))]
    public async Task EveryPlaceOfACut_WhateverIsDeclared(string encoding, string? declared)
    {
        var bytes = Bytes(encoding, Sample);
        for (var cut = 1; cut < bytes.Length; cut++)
            Assert.Equal((cut, Sample, 0), await ReadAsync(bytes, cut, declared));
    }

    [Theory]
    [MemberData(nameof(Declarations))]
    public async Task EveryPlaceOfACharacter_AtTheWindowsEdge(string encoding, string? declared)
    {
        // 64 kB are looked at from the first byte beyond ASCII on; a piece is read whole where the stream gives one of 4 kB.
        for (var lead = 0; lead < 6; lead++)
        {
            var text = "題" + new string('x', lead) + string.Concat(Enumerable.Repeat(Sample, 1200));
            Assert.Equal((4096, text, 0), await ReadAsync(Bytes(encoding, text), 4096, declared));
        }
    }

    private static byte[] Bytes(string encoding, string text) =>
        encoding == "utf-8-bom" ? [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)] : Charsets.Named(encoding)!.GetBytes(text);

    private static async Task<(int Cut, string Text, long Unreadable)> ReadAsync(byte[] bytes, int cut, string? declared)
    {
        using var reader = new CharsetReader(new Pieces(bytes, cut), new CharsetHints(Header: declared), Cancel);
        return (cut, await reader.ReadToEndAsync(), reader.Unreadable);
    }

    /// <summary>Gives so many bytes at a time.</summary>
    private sealed class Pieces(byte[] bytes, int length) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(length, buffer.Length)], cancellationToken);
    }
}
