using System.Security.Cryptography;
using Harvester.Connectors.Definitions.Mappings;
using Harvester.Core.Assessment.Duplicates;
using Harvester.Core.Model;
using Xunit;
using static Harvester.Tests.Assessment.Duplicates.Records;

namespace Harvester.Tests.Assessment.Duplicates;

public sealed class ProfileTests
{
    [Fact]
    public void Services_AreThoseOfTheVocabulary() => Assert.Equal(
        MappingFiles.Load(Path.Combine(Repository.Root, "mappings")).Rules!.Formats.Entries.Where(entry => entry.Service).Select(entry => entry.Label).Order(StringComparer.Ordinal),
        Profile.Services.Order(StringComparer.Ordinal));

    [Fact]
    public void AccessToAFile_IsAFile_AndToAService_IsAPage()
    {
        var profile = Profile.Of(Dataset("minato", "1", "公園") with
        {
            Distributions =
            [
                new Distribution { Id = "1", AccessUrl = "https://a.example/datasets/x::parks.csv?outSR=1", Format = "CSV" },
                new Distribution { Id = "2", AccessUrl = "https://a.example/datasets/x::parks.geojson?outSR=1", Format = "GEOJSON" },
                new Distribution { Id = "3", AccessUrl = "https://a.example/FeatureServer/0", Format = "API" },
                new Distribution { Id = "4", AccessUrl = "https://a.example/datasets/x::parks" },
                new Distribution { Id = "5", DownloadUrl = "https://a.example/index.html", Format = "CSV" },
                new Distribution { Id = "6", DownloadUrl = "files/parks.csv" },
            ],
        });

        Assert.Equal((1, 2, 3), (profile.Files.Count, profile.Files[0].Addresses.Count, profile.Pages.Count));
        Assert.Equal(6, profile.Keys().Count);
    }

    [Fact]
    public void ChecksumsOfAFile_AreKeys_ThoseOfAPageAndOfNothingAreNot()
    {
        static Distribution File(string id, string url, string? algorithm, byte[] content) => new()
        {
            Id = id,
            DownloadUrl = url,
            Format = "CSV",
            Checksum = algorithm is null ? null : new Checksum(algorithm, Convert.ToHexStringLower(HashData(new HashAlgorithmName(algorithm.ToUpperInvariant()), content))),
        };

        var profile = Profile.Of(Dataset("minato", "1", "公園") with
        {
            Distributions =
            [
                File("1", "https://a.example/koen.csv", "md5", [1]), File("2", "https://a.example/koen.csv", "sha256", [1]), File("3", "https://a.example/koen.json", "md5", [2]),
                File("4", "https://a.example/index.html", "md5", [3]), File("5", "https://a.example/1.csv", null, []),
                File("6", "https://a.example/2.csv", "md5", []), File("7", "https://a.example/3.csv", "sha1", []), File("8", "https://a.example/4.csv", "sha256", []),
                File("9", "https://a.example/5.csv", "sha384", []), File("10", "https://a.example/6.csv", "sha512", []),
            ],
        });

        // koen.csv, koen.json with the name and three checksums; six files without either; a page.
        Assert.Equal((3, 7), (profile.Files.Single(file => file.Name is not null).Checksums!.Count, profile.Files.Count));
        Assert.All(profile.Files.Where(file => file.Name is null), file => Assert.Null(file.Checksums));
        Assert.Equal(2 + 1 + 3 + 6 + 1, profile.Keys().Count);
        Assert.Equivalent(profile, Profile.FromBytes(profile.Id, profile.ToBytes()), strict: true);

        static byte[] HashData(HashAlgorithmName algorithm, byte[] content) => CryptographicOperations.HashData(algorithm, content);
    }

    [Fact]
    public void StoredProfile_ComesBack()
    {
        var profile = Profile.Of(Dataset("minato", "1", "公園 令和5年", "https://a.example/R05/koen.csv", "https://a.example/1.csv") with { LandingPage = "https://a.example/" });

        var again = Profile.FromBytes(profile.Id, profile.ToBytes());

        Assert.Equivalent(profile, again, strict: true);
        Assert.Equal(profile.ToBytes(), again.ToBytes());
        Assert.InRange(profile.ToBytes().Length, 50, 400);
    }

    [Fact]
    public void OfVeryManyFiles_TheSameSampleCounts_WhateverTheirOrder()
    {
        var files = Enumerable.Range(0, 5000).Select(n => $"https://a.example/f{n}.csv").ToArray();
        var (one, other) = (Profile.Of(Dataset("minato", "1", "公園", files)), Profile.Of(Dataset("minato", "1", "公園", [.. files.Reverse()])));

        Assert.Equal(Profile.MostFiles, one.Files.Count);
        Assert.Equal(one.ToBytes().Length, other.ToBytes().Length);
        Assert.Equal(one.Keys(), other.Keys());
    }
}
