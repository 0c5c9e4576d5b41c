using System.Text;
using System.Text.Json;
using Harvester.Core.Model;
using Xunit;

namespace Harvester.Tests.Model;

public sealed class DatasetJsonTests
{
    private static Dataset Sample() => new()
    {
        Id = "s~a",
        Title = LanguageMap.Japanese("港区の公衆トイレ一覧"),
        Keywords = new Dictionary<string, IReadOnlyList<string>> { ["ja"] = ["トイレ"] },
        Publisher = new Publisher { Code = "131032" },
        Licence = new Licence { Id = "CC-BY-4.0", Open = true, Original = "CC BY", Basis = LicenceBasis.Site },
        ModifiedBasis = ModifiedBasis.Resources,
        Distributions = [new Distribution { Id = "1", Format = "CSV", ByteSize = 12, Openness = 3 }],
        Problems = [new Problem("x", Severity.Warning, Whose.Record, "licence", "CC", "why")],
        Provenance = new Provenance { Source = "s", RecordId = "a", RawHash = "r", MappingVersion = "m", FirstSeen = DateTimeOffset.UnixEpoch },
    };

    [Fact]
    public void Document_HasTheSchemasNamesAndWords()
    {
        var json = Encoding.UTF8.GetString(DatasetJson.Serialize(Sample()));
        Assert.Contains("\"title\":{\"ja\":\"港区の公衆トイレ一覧\"}", json);
        Assert.Contains("\"basis\":\"site\"", json);
        Assert.Contains("\"modifiedBasis\":\"resources\"", json);
        Assert.Contains("\"state\":\"active\"", json);
        Assert.Contains("\"whose\":\"record\"", json);
        Assert.DoesNotContain("null", json);
    }

    [Fact]
    public void FastPath_WritesTheSameBytes_AndKeepsNothingOfTheLast()
    {
        var large = Sample() with { Description = LanguageMap.Japanese(new string('区', 2_000_000) + "<&'\"\u2028") };
        var annotated = Sample() with { Annotations = new Annotations { Id = "s~a", Checks = [new LinkCheck("1", "404", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch)], Quality = new Quality(3, "bad", new(3, 0, 0, 0, 0)) } };

        foreach (var dataset in (Dataset[])[large, Sample(), annotated])
            Assert.Equal(JsonSerializer.SerializeToUtf8Bytes(dataset, DatasetJson.Plain.Dataset), DatasetJson.Serialize(dataset));
    }

    [Fact]
    public void Document_RoundTrips()
    {
        var json = DatasetJson.Serialize(Sample());
        Assert.Equal(json, DatasetJson.Serialize(DatasetJson.Deserialize(json)));
    }

    [Fact]
    public void ContentHash_LooksAtContentOnly()
    {
        var hash = ContentHash.Of(Sample());
        Assert.Equal(hash, ContentHash.Of(Sample() with { Version = 7, Sequence = 9, Problems = [], State = DatasetState.Withdrawn, Id = "other" }));
        Assert.NotEqual(hash, ContentHash.Of(Sample() with { Modified = "2026-01-01" }));
    }

    [Fact]
    public void LongValueOfAproblem_IsCut() => Assert.Equal(201, new Problem("c", Severity.Info, Whose.Ours, null, new string('x', 9000), "d").Value!.Length);
}
