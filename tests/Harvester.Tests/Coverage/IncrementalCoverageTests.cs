using Harvester.Core.Assessment;
using Harvester.Core.Assessment.Quality;
using Harvester.Core.Coverage;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Tests.Assessment;
using Harvester.Tests.Mapping;
using Harvester.Tests.Storage;
using Xunit;

namespace Harvester.Tests.Coverage;

/// <summary>A thousand random changes, counted as they come, give the figures of a full count.</summary>
public sealed class IncrementalCoverageTests
{
    private const int Datasets = 120;
    private static readonly string?[] Codes = ["130001", "131032", "131041", "132195", null];
    private static readonly string?[] Frequencies = ["ANNUAL", "MONTHLY", "IRREG", "NEVER", null];
    private static readonly string[] Formats = ["CSV", "XLSX", "PDF", "謎形式"];
    private static readonly string?[] Dates = ["2026-03-01", "2020-01-01", "2025-12-12T08:10:11.123456Z", "9999-12-31", null];

    private readonly Random random = new(20261126);
    private readonly Dictionary<string, int> versions = [];

    [Fact]
    public async Task Sums_AreThoseOfAFullCount()
    {
        await using var bench = await AssessmentBench.OpenAsync();
        var assessments = Following(bench, "1");
        for (var changes = 0; changes < 1000;)
        {
            var some = random.Next(1, 40);
            await bench.ApplyAsync([.. Enumerable.Range(0, some).Select(_ => $"{random.Next(Datasets)}").Distinct().Select(Change)]);
            AnnotationWrite[] found = [.. Enumerable.Range(0, random.Next(1, 8)).Select(_ => Annotation($"tokyo~{random.Next(Datasets)}"))];
            await bench.AnnotateAsync(found);
            // That an address answers is no entry of the log: who asked it says so.
            await assessments.LookAgainAsync([.. found.OfType<AnnotationWrite.LinksChecked>().Select(one => one.Id).Distinct()], TestContext.Current.CancellationToken);
            changes += some;
            if (random.Next(3) == 0)
                await assessments.CatchUpAsync(TestContext.Current.CancellationToken);
        }

        await assessments.CatchUpAsync(TestContext.Current.CancellationToken);
        var followed = await SumsAsync(bench);
        await Following(bench, "2").CatchUpAsync(TestContext.Current.CancellationToken);

        Assert.True(followed.Count > 100, $"only {followed.Count} sums");
        Assert.All(followed, sum => Assert.True(sum.Value > 0, sum.ToString()));
        Assert.Equal(followed, await SumsAsync(bench));
    }

    private static Assessments Following(AssessmentBench bench, string revision) => bench.Assessments("one",
        new QualityAssessor(bench.Store.Annotations, new QualityScorer(MappingFixture.Rules.Formats, MappingFixture.Rules.Licences, MappingFixture.Rules.StandardDatasets), "", bench.Clock),
        new CoverageAssessor(bench.Store.Coverage, bench.Store.Annotations, new Contributions(MappingFixture.Rules.Formats, MappingFixture.Scorer), revision));

    private static async Task<List<CoverageCount>> SumsAsync(AssessmentBench bench) =>
        [.. (await bench.Store.Coverage.CountsAsync(TestContext.Current.CancellationToken)).OrderBy(sum => sum.ToString(), StringComparer.Ordinal)];

    private CatalogueWrite Change(string recordId)
    {
        var version = versions.GetValueOrDefault(recordId);
        if (version > 0 && random.Next(5) == 0)
        {
            versions[recordId] = version + 1;
            return new CatalogueWrite.Withdraw($"tokyo~{recordId}");
        }

        versions[recordId] = version + 1;
        var dataset = StoreSamples.Dataset(recordId, version + 1, $"{version}", code: Pick(Codes)) with
        {
            Frequency = Pick(Frequencies),
            Modified = Pick(Dates),
            ModifiedBasis = ModifiedBasis.Resources,
            Themes = random.Next(2) == 0 ? [] : [new Theme("http://publications.europa.eu/resource/authority/data-theme/ENVI", "title: 公園")],
            Licence = random.Next(3) switch { 0 => null, 1 => new Licence { Original = "?" }, _ => new Licence { Id = "CC-BY-4.0", Open = true } },
            Distributions = [.. Enumerable.Range(0, random.Next(4)).Select(n => new Distribution { Id = $"{n}", DownloadUrl = $"https://example.org/{random.Next(3)}", Format = Pick(Formats) })],
        };
        return StoreSamples.Put(dataset, version == 0 ? ChangeKind.Added : ChangeKind.Updated);
    }

    private AnnotationWrite Annotation(string id) => random.Next(3) switch
    {
        0 => new AnnotationWrite.Related(id, random.Next(2) == 0 ? null : "tokyo~0", []),
        1 => new AnnotationWrite.Recognised(id, random.Next(2) == 0 ? null : new StandardDatasetMatch("aed", (StandardDatasetStatus)random.Next(2), null, null)),
        _ => new AnnotationWrite.LinksChecked(id, [new LinkCheck("0", random.Next(2) == 0 ? "404" : "200", StoreSamples.Noon, StoreSamples.Noon)]),
    };

    private T Pick<T>(T[] values) => values[random.Next(values.Length)];
}
