using Harvester.Core.Model;
using Xunit;

namespace Harvester.Tests.Connectors.Dcat;

/// <summary>Whole runs over a catalogue that says the same in other words: nothing is written.</summary>
public sealed class UnchangedCatalogTests
{
    private const int Count = 20;

    [Fact] // the server has no validators, and makes up the labels of blank nodes and the order of statements anew at every request
    public async Task BlankDatasetsWithOtherLabelsInAnotherOrder_AreUnchanged()
    {
        await using var site = await ValidatingSite.StartAsync();
        await using var bench = await HarvestBench.OpenAsync(HarvestBench.Dcat(site.Put("/catalog", Catalogue("a", seed: null), "text/turtle", etag: null)));
        var first = await bench.RunAsync();
        var sequence = await bench.SequenceAsync();

        for (var seed = 1; seed <= 3; seed++)
        {
            site.Put("/catalog", Catalogue($"genid{seed}-", seed), "text/turtle", etag: null);
            var again = await bench.RunAsync();
            Assert.Equal((RunStatus.Succeeded, (long)Count, 0L, 0L, 0L), (again.Status, again.Unchanged, again.Added, again.Updated, again.Missing));
        }

        Assert.Equal((RunStatus.Succeeded, (long)Count), (first.Status, first.Added));
        Assert.Equal(sequence, await bench.SequenceAsync());
        Assert.Equal([200, 200, 200, 200], site.Answers);
    }

    private static string Catalogue(string label, int? seed)
    {
        var lines = new List<string> { $"_:{label}c a dcat:Catalog .", $"_:{label}p foaf:name \"港区\"@ja .", $"_:{label}p foaf:name \"Minato\"@en ." };
        for (var number = 0; number < Count; number++)
        {
            // By identifier, by page, by publisher and title.
            var (dataset, key) = ($"_:{label}{number}", (number % 3) switch { 0 => $"dct:identifier \"i{number}\"", 1 => $"dcat:landingPage <https://e.example/{number}>", _ => $"dcat:version \"{number}\"" });
            lines.AddRange(
            [
                $"_:{label}c dcat:dataset {dataset} .", $"{dataset} a dcat:Dataset .", $"{dataset} dct:title \"第{number}\"@ja .", $"{dataset} dct:title \"No. {number}\"@en .",
                $"{dataset} {key} .", $"{dataset} dct:publisher _:{label}p .", $"{dataset} dcat:keyword \"甲\", \"乙\" .",
            ]);
            foreach (var format in (string[])["csv", "json"])
            {
                lines.AddRange(
                [
                    $"{dataset} dcat:distribution {dataset}{format} .", $"{dataset}{format} a dcat:Distribution .", $"{dataset}{format} dct:format \"{format}\" .",
                    $"{dataset}{format} dcat:downloadURL <https://e.example/{number}.{format}> .",
                ]);
            }
        }

        var order = lines.ToArray();
        if (seed is { } given)
            new Random(given).Shuffle(order);
        return Catalogs.Prefixes + string.Join('\n', order);
    }
}
