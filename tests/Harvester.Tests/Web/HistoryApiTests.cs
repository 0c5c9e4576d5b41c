using System.Text.Json;
using CsCheck;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Tests.Publishing;
using Harvester.Web.Api;
using Xunit;

namespace Harvester.Tests.Web;

/// <summary>Every version with who, when, what and why.</summary>
public sealed class HistoryApiTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EachVersion_SaysWhichMembersChangedFromWhatToWhat()
    {
        await using var site = await TestSite.StartAsync();
        var first = Samples.Dataset("minato", "1", "公園") with { Licence = new Licence { Id = "CC-BY-4.0" }, Distributions = [Samples.File("f1", "https://data.example/a.csv", "CSV"), Samples.File("f2", "https://data.example/b.csv", "CSV")] };
        await site.PutAsync(Samples.Hashed(first));
        await site.PutAsync(Samples.Hashed(first with
        {
            Version = 2,
            Title = LanguageMap.Japanese("公園一覧"),
            Licence = null,
            Frequency = "ANNUAL",
            Distributions = [Samples.File("f1", "https://data.example/new.csv", "CSV"), Samples.File("f3", "https://data.example/c.csv", "CSV")],
        }));

        var versions = (await site.JsonAsync("/api/v1/datasets/minato~1/history")).GetProperty("items");

        Assert.False(versions[0].TryGetProperty("changes", out _));
        var changes = versions[1].GetProperty("changes").EnumerateArray().ToDictionary(change => change.GetProperty("field").GetString()!);
        Assert.Equal(["distributions[f1].downloadUrl", "distributions[f2]", "distributions[f3]", "frequency", "licence", "title.ja"], changes.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(("公園", "公園一覧"), (changes["title.ja"].GetProperty("before").GetString(), changes["title.ja"].GetProperty("after").GetString()));
        Assert.False(changes["frequency"].TryGetProperty("before", out _));
        Assert.False(changes["licence"].TryGetProperty("after", out _));
        Assert.False(changes["distributions[f2]"].TryGetProperty("after", out _));
        Assert.Equal("https://data.example/c.csv", changes["distributions[f3]"].GetProperty("after").GetProperty("downloadUrl").GetString());
    }

    [Fact]
    public async Task EachVersion_SaysWhoMadeIt_AndWhyIfNotTheSource()
    {
        await using var site = await TestSite.StartAsync();
        await site.PutAsync(Samples.Dataset("minato", "1", "一"));
        await site.WriteAsync(new CatalogueWrite.Withdraw("minato~1"));
        await site.RunAsync(TestSite.Report("run-1", minutesAgo: 0)); // it ended after both

        var byRun = (await site.JsonAsync("/api/v1/datasets/minato~1/history")).GetProperty("items");
        await site.RunAsync(TestSite.Report("run-1", RunStatus.Suspicious, minutesAgo: 30) with { Decision = "approved", DecidedAt = TestSite.Now });
        var byPerson = (await site.JsonAsync("/api/v1/datasets/minato~1/history")).GetProperty("items");
        await ApplyAsync(site, new CatalogueBatch(null, TestSite.Now, [new CatalogueWrite.Put(ChangeKind.Restored, Samples.Dataset("minato", "1", "二") with { Version = 3 }, Raw()) { Reason = ChangeReason.Mapping }]));
        var byOperator = (await site.JsonAsync("/api/v1/datasets/minato~1/history")).GetProperty("items");

        Assert.All(byRun.EnumerateArray(), version => Assert.Equal(("run", "minato"), (version.GetProperty("by").GetProperty("who").GetString(), version.GetProperty("by").GetProperty("source").GetString())));
        Assert.Equal(("person", "approved"), (byPerson[1].GetProperty("by").GetProperty("who").GetString(), byPerson[1].GetProperty("by").GetProperty("decision").GetString()));
        Assert.Equal(("operator", "mapping"), (byOperator[2].GetProperty("by").GetProperty("who").GetString(), byOperator[2].GetProperty("reason").GetString()));
    }

    [Fact]
    public void Differences_OfAnyTwo_AreNoneOnlyWhereNothingDiffers()
    {
        var text = Gen.Int[0, 2].Select(i => new[] { "一", "二", "三" }[i]);
        var dataset = Gen.Select(text, text.Array[0, 2], Gen.Int[0, 7].Select(bits => new[] { "f1", "f2", "f3" }.Where((_, i) => (bits >> i & 1) == 1)), text, (title, groups, files, format) => Samples.Dataset("minato", "1", title) with
        {
            Groups = groups,
            Distributions = [.. files.Select(id => Samples.File(id, $"https://data.example/{id}", format))],
        });

        Gen.Select(dataset, dataset).Sample((before, after) =>
        {
            var same = Same(before, after);
            Assert.Equal(same, Differences(before, after).Count == 0);
            Assert.Equal(Differences(before, after).Count, Differences(after, before).Count);
        });
    }

    [Fact]
    public void Differences_FilesInAnotherOrder_AreToldByTheirIds()
    {
        var before = Samples.Dataset("minato", "1", "一") with { Distributions = [Samples.File("a", "https://data.example/a", "CSV"), Samples.File("b", "https://data.example/b", "CSV")] };

        var difference = Assert.Single(Differences(before, before with { Distributions = [.. before.Distributions.Reverse()] }));

        Assert.Equal("""{"field":"distributions","before":["a","b"],"after":["b","a"]}""", difference.GetRawText());
    }

    private static bool Same(Dataset before, Dataset after) =>
        DatasetJson.Serialize(before with { Provenance = after.Provenance }).AsSpan().SequenceEqual(DatasetJson.Serialize(after));

    private static IReadOnlyList<JsonElement> Differences(Dataset before, Dataset after)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartArray();
            DatasetDifferences.Write(json, before, after);
            json.WriteEndArray();
        }

        using var document = JsonDocument.Parse(stream.ToArray());
        return [.. document.RootElement.Clone().EnumerateArray()];
    }

    private static async Task ApplyAsync(TestSite site, CatalogueBatch batch)
    {
        var lease = (await site.Store.Sources.AcquireAsync("minato", "test", TestSite.Now, TimeSpan.FromMinutes(1), Cancel))!;
        await site.Store.Catalogue.ApplyAsync(lease, batch, Cancel);
        await site.Store.Sources.ReleaseAsync(lease, Cancel);
    }

    private static RawPayload Raw() => new(RecordKind.Ckan, "1", null, "raw", "{}"u8.ToArray());
}
