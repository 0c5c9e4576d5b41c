using System.Text.Json;
using Harvester.SamplePortals;

namespace Harvester.AcceptanceTests.Sources;

/// <summary>
/// What a person is shown before a source is taken: each connector kind is recorded twice, before and after a change, and previewed from the
/// recordings without network.
/// </summary>
public sealed class PreviewTests
{
    public static TheoryData<string> Kinds => [.. SampleConnectors.All.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Preview_ShowsMappedFields_AndWhatWouldBeAddedChangedAndMissed(string kind)
    {
        using var harvester = new HarvesterProgram();
        var (first, second) = (Path.Combine(harvester.Folder, "first"), Path.Combine(harvester.Folder, "second"));
        SampleDataset gone, changed, added;
        await using (var bench = await SourceBench.StartAsync(kind))
        {
            await bench.RecordAsync(first);
            var published = bench.Datasets.Where(d => d.Files.Count > 0 && d.Overrides.Count == 0).ToList();
            (gone, changed) = (published[1], published[3]);
            bench.Datasets.Remove(gone);
            changed.Modified = changed.Modified.AddDays(1);
            foreach (var file in changed.Files)
                file.Modified = changed.Modified;
            changed.Description += "改訂しました。";
            added = new SampleDataset
            {
                Name = "999999",
                Title = "新しい一覧",
                Description = "新しく加わりました。",
                Category = changed.Category,
                Organisation = changed.Organisation,
                Unit = changed.Unit,
                Issued = changed.Issued,
                Modified = changed.Modified,
                Keywords = ["新規"],
                Files = [new SampleFile { Title = "新しい一覧", Format = "CSV", Url = "http://files.example/x/download/new.csv", Modified = changed.Modified, Size = 1000 }],
            };
            bench.Datasets.Add(added);
            await bench.RecordAsync(second);
        }

        var connector = harvester.Write($"{kind}.yml", SourceBench.Yaml(kind));
        var fresh = await harvester.RunAsync("preview", connector, "--json", "--replay", first, "--limit", "1000");
        Assert.True(fresh.ExitCode == 0, fresh.Output + fresh.Errors);
        Assert.All(Records(fresh), record =>
        {
            Assert.Equal("added", record.GetProperty("fate").GetString());
            Assert.NotEmpty(record.GetProperty("dataset").GetProperty("title").EnumerateObject());
            Assert.NotEqual(JsonValueKind.Null, record.GetProperty("dataset").GetProperty("publisher").GetProperty("code").ValueKind);
        });

        harvester.Connectors(kind, SourceBench.Yaml(kind));
        var run = await harvester.RunAsync("run", kind, "--json", "--connectors", Path.Combine(harvester.Folder, "connectors"), "--replay", first);
        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        var preview = await harvester.RunAsync("preview", connector, "--json", "--replay", second, "--limit", "5");

        var records = Records(preview).ToDictionary(r => Title(r.GetProperty("dataset").GetProperty("title")));
        Assert.Equal(5, records.Count); // what changes first, then some that do not
        Assert.Equal("added", records[added.Title].GetProperty("fate").GetString());
        Assert.Equal("updated", records[changed.Title].GetProperty("fate").GetString());
        Assert.NotEmpty(records[changed.Title].GetProperty("changes").EnumerateArray());
        Assert.Equal("would be missed", Assert.Single(preview.Json.GetProperty("absent").EnumerateArray()).GetProperty("fate").GetString());

        var shown = await harvester.RunAsync("preview", connector, "--replay", second, "--limit", "5");
        Assert.Contains($"added: {added.Title}", shown.Output);
        Assert.Contains("(was: ", shown.Output);
        Assert.Contains("would be missed", shown.Output);
        Assert.Contains("Nothing was stored.", shown.Output);
    }

    private static string Title(JsonElement title) => (title.TryGetProperty("ja", out var japanese) ? japanese : title.EnumerateObject().First().Value).GetString()!;

    private static List<JsonElement> Records(HarvesterProgram.Result result) => [.. result.Json.GetProperty("records").EnumerateArray()];
}
