using CsCheck;
using Harvester.Core.Assessment.Freshness;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Search;
using Xunit;

namespace Harvester.Tests.Search;

/// <summary>Counts are exact, whatever is filtered and chosen, and however many segments the index has.</summary>
public sealed class FacetTests
{
    private static readonly string[] Formats = ["CSV", "PDF", "XLSX", "GeoJSON"];
    private static readonly string[] Codes = ["131032", "131016", "130001"];
    private static readonly string[] Tags = ["人口", "防災", "公園", "Tokyo"];

    private static readonly Gen<Dataset[]> Catalogues =
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 15], Gen.Int[0, 15], Gen.Bool, Gen.OneOf("人口", "公園", "人口と公園")).Array[1, 40]
            .Select(some => some.Select((one, n) => Datasets.Of($"r{n}", one.Item5, tags: Some(Tags, one.Item2), publisher: Codes[one.Item1]) with
            {
                Distributions = [.. Some(Formats, one.Item3).Select((format, i) => new Distribution { Id = $"{i}", Format = format })],
                State = one.Item4 || n % 5 > 0 ? DatasetState.Active : DatasetState.Withdrawn,
            }).ToArray());

    private static string[] Some(string[] all, int bits) => [.. all.Where((_, i) => (bits & (1 << i)) != 0)];

    [Fact]
    public void Counts_AreThoseOfTheListedDatasets_WithTheOwnChoiceLeftOut() =>
        Gen.Select(Catalogues, Gen.OneOf<string?>("人口", "公園", null), Gen.Int[0, 15], Gen.Int[0, 7], Gen.Bool).Sample((datasets, words, formats, codes, canonical) =>
        {
            using var index = IndexOf(datasets);
            var chosen = new Dictionary<string, IReadOnlyList<string>>();
            if (formats > 0)
                chosen["res_format"] = Some(Formats, formats);
            if (codes > 0)
                chosen["publisher"] = Some(Codes, codes);
            var result = index.Search(new SearchRequest
            {
                Words = words,
                Filters = ["-tags:tokyo"],
                Chosen = chosen,
                CanonicalOnly = canonical,
                Facets = ["res_format", "publisher", "tags", "state"],
                FacetLimit = -1,
                Rows = 100,
            });

            bool Matches(Dataset one, string? without) =>
                (words is null || one.Title["ja"].Contains(words, StringComparison.Ordinal) || TagsOf(one).Contains(words)) && !TagsOf(one).Contains("Tokyo") && (!canonical || one.State is DatasetState.Active)
                && (without == "res_format" || formats == 0 || FormatsOf(one).Intersect(chosen["res_format"]).Any())
                && (without == "publisher" || codes == 0 || chosen["publisher"].Contains(one.Publisher.Code));
            IEnumerable<FacetCount> Expected(string facet, Func<Dataset, IEnumerable<string>> values) =>
                datasets.Where(one => Matches(one, facet)).SelectMany(values).GroupBy(value => value).Select(group => new FacetCount(group.Key, group.Count()))
                    .OrderByDescending(count => count.Count).ThenBy(count => count.Value, StringComparer.Ordinal);

            Assert.Equal(datasets.Count(one => Matches(one, null)), result.Total);
            Assert.Equal(datasets.Where(one => Matches(one, null)).Select(one => one.Id).Order(StringComparer.Ordinal), result.Hits.Select(hit => hit.Id).Order(StringComparer.Ordinal));
            Assert.Equal(Expected("res_format", FormatsOf), result.Facets["res_format"]);
            Assert.Equal(Expected("publisher", one => [one.Publisher.Code!]), result.Facets["publisher"]);
            Assert.Equal(Expected("tags", TagsOf), result.Facets["tags"]);
            Assert.Equal(Expected("state", one => [EnumWord.Of(one.State)]), result.Facets["state"]);
        }, iter: 60);

    [Fact]
    public async Task Limit_TakesTheMostFrequent_EqualsByValue()
    {
        await using var bench = await SearchBench.StartAsync(Datasets.Of("1", "一", tags: ["c", "a"]), Datasets.Of("2", "二", tags: ["b", "c"]), Datasets.Of("3", "三", tags: ["a", "d"]));
        IReadOnlyList<FacetCount> Counts(int limit) => bench.Index.Search(new SearchRequest { Facets = ["tags"], FacetLimit = limit }).Facets["tags"];
        Assert.Equal([new("a", 2), new("c", 2), new("b", 1)], Counts(3));
        Assert.Equal([new("a", 2)], Counts(1));
        Assert.Empty(Counts(0));
        Assert.Equal(4, Counts(-1).Count);
    }

    [Fact]
    public async Task Facet_ThatThereIsNot_IsRefused()
    {
        await using var bench = await SearchBench.StartAsync();
        Assert.Throws<SearchQueryException>(() => bench.Index.Search(new SearchRequest { Facets = ["colour"] }));
        Assert.Throws<SearchQueryException>(() => bench.Index.Search(new SearchRequest { Chosen = new Dictionary<string, IReadOnlyList<string>> { ["colour"] = ["red"] } }));
        Assert.All(bench.Index.Search(new SearchRequest { Facets = SearchFields.Facets }).Facets.Values, Assert.Empty);
    }

    [Fact]
    public async Task EveryFacet_CountsItsField()
    {
        var dataset = Datasets.Of("1", "一", tags: ["人口"]) with
        {
            Groups = ["観光"],
            GroupNames = ["c023"],
            Themes = [new Theme(Theme.EuList + "ENVI", "stated")],
            PriorityFields = ["disaster"],
            Frequency = "NEVER",
            Licence = new Licence { Id = "CC-BY-4.0", Basis = LicenceBasis.Record },
            Problems =
            [
                new Problem("no-licence", Severity.Warning, Whose.Record, null, null, "none"), new Problem("no-licence", Severity.Warning, Whose.Record, null, null, "none"),
                new Problem("unknown-place", Severity.Info, Whose.Record, null, null, "a note is none"),
            ],
            Distributions = [new Distribution { Id = "1", Format = "PDF", Openness = 1 }, new Distribution { Id = "2", Format = "CSV", Openness = 3 }],
        };
        await using var bench = await SearchBench.StartAsync(dataset);
        await bench.AnnotateAsync(new AnnotationWrite.Recognised("tokyo~1", new StandardDatasetMatch("aed", StandardDatasetStatus.Candidate, null, null)));
        await bench.AnnotateAsync(new AnnotationWrite.Scored("tokyo~1", new Quality(230, "good", new QualityDimensions(50, 50, 60, 60, 10))));
        await bench.AnnotateAsync(new AnnotationWrite.LinksChecked("tokyo~1", [new LinkCheck("1", "404", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch)]));
        var facets = bench.Index.Search(new SearchRequest { Facets = SearchFields.Facets }).Facets;
        var values = facets.ToDictionary(facet => facet.Key, facet => string.Join(',', facet.Value.Select(count => count.Value)));
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["organization"] = "t131032",
                ["groups"] = "c023",
                ["tags"] = "人口",
                ["res_format"] = "CSV,PDF",
                ["license_id"] = "CC-BY-4.0",
                ["publisher"] = "131032",
                ["theme"] = "ENVI",
                ["priority_field"] = "disaster",
                ["standard_dataset"] = "aed",
                ["openness"] = "3",
                ["freshness"] = "final",
                ["source"] = "tokyo",
                ["state"] = "active",
                ["problem"] = "no-licence",
                ["rating"] = "good",
                ["copy"] = "",
                ["links"] = "dead",
            },
            values);
        foreach (var (facet, value) in values.Where(pair => pair.Value.Length > 0))
        {
            var chosen = bench.Index.Search(new SearchRequest { Chosen = new Dictionary<string, IReadOnlyList<string>> { [facet] = [value.Split(',')[0]] } });
            var other = bench.Index.Search(new SearchRequest { Chosen = new Dictionary<string, IReadOnlyList<string>> { [facet] = ["other"] } });
            Assert.Equal((1, 0), (chosen.Total, other.Total));
        }
    }

    [Fact]
    public void Freshness_IsThatOfTheDay_AndABulkImportProvesNothing()
    {
        var datasets = Enumerable.Range(0, 60).Select(n => Datasets.Of($"r{n}", "表", source: n < 30 ? "tokyo" : "minato") with
        {
            Frequency = new[] { "ANNUAL", "MONTHLY", "NEVER", "IRREG", null }[n % 5],
            // One hour of a machine for 25 of tokyo's and 10 of minato's.
            Modified = n % 12 == 0 ? null : n is < 25 or >= 50 ? $"2026-09-20T08:1{n % 10}:00.123456Z" : $"202{n % 7}-0{1 + (n % 9)}-01",
            ModifiedBasis = ModifiedBasis.Record,
            State = n % 11 == 10 ? DatasetState.Withdrawn : DatasetState.Active,
        }).ToArray();
        var active = datasets.Where(one => one.State is DatasetState.Active).ToList();
        var hours = active.GroupBy(one => (one.Provenance.Source, DatasetFreshness.Of(one).StampHour)).Where(hour => hour.Key.StampHour is not null && hour.Count() >= MachineStamp.BulkSize).Select(hour => hour.Key).ToHashSet();
        Assert.Single(hours);
        foreach (var day in new[] { SearchBench.Now, SearchBench.Now.AddDays(40), SearchBench.Now.AddYears(3) })
        {
            using var index = IndexOf(datasets, day);
            var expected = active.GroupBy(one => EnumWord.Of(DatasetFreshness.Of(one).On(DatasetFreshness.DayOf(day), hour => hours.Contains((one.Provenance.Source, hour)))))
                .ToDictionary(state => state.Key, state => (long)state.Count());
            var counts = index.Search(new SearchRequest { Facets = ["freshness"] }).Facets["freshness"];
            Assert.Equal(expected.OrderBy(pair => pair.Key, StringComparer.Ordinal), counts.ToDictionary(count => count.Value, count => count.Count).OrderBy(pair => pair.Key, StringComparer.Ordinal));
            Assert.All(expected, state => Assert.Equal(state.Value, index.Search(new SearchRequest { Filters = [$"freshness:{state.Key}"] }).Total));
        }
    }

    private static IEnumerable<string> FormatsOf(Dataset dataset) => dataset.Distributions.Select(one => one.Format!);

    private static IEnumerable<string> TagsOf(Dataset dataset) => dataset.Keywords!["ja"];

    /// <summary>In several segments, and with documents that were replaced.</summary>
    private static CatalogueIndex IndexOf(Dataset[] datasets, DateTimeOffset? now = null) => BareIndex.Of(datasets, now ?? SearchBench.Now);
}
