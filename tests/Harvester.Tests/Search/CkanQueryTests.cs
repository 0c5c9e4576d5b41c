using CsCheck;
using Harvester.Core.Model;
using Harvester.Search;
using Xunit;

namespace Harvester.Tests.Search;

/// <summary>The syntax that CKAN's clients send.</summary>
public sealed class CkanQueryTests
{
    private static readonly Dataset[] Catalogue =
    [
        Datasets.Of("a", "港区の人口", "町丁別の世帯と人口です", ["統計", "人口"]).Changed(new DateTimeOffset(2026, 9, 23, 0, 0, 0, 123, TimeSpan.Zero)) with
        {
            Groups = ["統計・調査"], GroupNames = ["c001"], Modified = "2026-04-01", Issued = "2020-01-01",
            Licence = new Licence { Id = "CC-BY-4.0", Basis = LicenceBasis.Record },
            Distributions =
            [
                new Distribution { Id = "1", Title = LanguageMap.Japanese("人口のCSV"), Format = "CSV", DownloadUrl = "https://files.example/Jinko_2026.csv", Openness = 3 },
                new Distribution { Id = "2", Title = LanguageMap.Japanese("図"), Description = LanguageMap.Japanese("印刷用の地図"), Format = "PDF", AccessUrl = "https://files.example/zu.pdf", Openness = 1 },
            ],
            LandingPage = "https://www.example/a", ContactPoint = new ContactPoint { Name = "統計係" },
        },
        Datasets.Of("b", "AED locations", "防災 data (open)", ["防災 安全"], source: "minato").Changed(new DateTimeOffset(2026, 9, 1, 12, 0, 0, TimeSpan.Zero)) with
        {
            Distributions = [new Distribution { Id = "1", Format = "GeoJSON", DownloadUrl = "https://files.example/aed.geojson", Openness = 3 }],
            Licence = new Licence { Id = "LicenseRef-x", Basis = LicenceBasis.Record }, Themes = [new Theme(Theme.EuList + "HEAL", "stated")], PriorityFields = ["disaster"],
        },
        Datasets.Of("c", "公園の一覧", publisher: "131016").Changed(new DateTimeOffset(2025, 12, 31, 23, 59, 59, TimeSpan.Zero)) with
        {
            State = DatasetState.Active, Frequency = "ANNUAL", Modified = "2020-01-01",
        },
    ];

    [Theory]
    [InlineData("*:*", "abc")]
    [InlineData("", "abc")]
    [InlineData("人口", "a")]
    [InlineData("title:人口", "a")]
    [InlineData("title:世帯", "")]
    [InlineData("notes:世帯", "a")]
    [InlineData("title:\"港区の人口\"", "a")]
    [InlineData("title:(港区 人口)", "a")]
    [InlineData("title:(港区 OR 公園)", "ac")]
    [InlineData("人口 OR 公園", "ac")]
    [InlineData("人口 || 公園", "ac")]
    [InlineData("人口 AND 公園", "")]
    [InlineData("人口 && 世帯", "a")]
    [InlineData("人口 公園", "")]
    [InlineData("NOT 人口", "bc")]
    [InlineData("-人口", "bc")]
    [InlineData("!人口", "bc")]
    [InlineData("-人口 -公園", "b")]
    [InlineData("(-人口) AND title:公園", "c")]
    [InlineData("人口 OR (NOT 公園)", "ab")]
    [InlineData("+人口 -世帯", "")]
    [InlineData("+(人口 公園)", "")]
    [InlineData("人口^3 OR 公園^0.5", "ac")]
    [InlineData("organization:t131032", "ab")]
    [InlineData("organization:T131032", "ab")]
    [InlineData("organization:(t131032 OR t131016)", "abc")]
    [InlineData("-organization:t131032", "c")]
    [InlineData("publisher:131016", "c")]
    [InlineData("groups:c001", "a")]
    [InlineData("groups:*", "a")]
    [InlineData("tags:人口", "a")]
    [InlineData("tags:\"防災 安全\"", "b")]
    [InlineData("tags:防災", "")]
    [InlineData("res_format:CSV", "a")]
    [InlineData("res_format:csv", "a")]
    [InlineData("res_format:(CSV OR GeoJSON)", "ab")]
    [InlineData("res_format:ＣＳＶ", "a")]
    [InlineData("license_id:CC-BY-4.0", "a")]
    [InlineData("license_id:\"cc-by-4.0\"", "a")]
    [InlineData("license_id:[* TO *]", "ab")]
    [InlineData("-license_id:*", "c")]
    [InlineData("res_name:csv", "a")]
    [InlineData("res_description:地図", "a")]
    [InlineData("地図", "a")]
    [InlineData("res_url:\"https://files.example/jinko_2026.csv\"", "a")]
    [InlineData("res_url:https\\:\\/\\/files.example*", "ab")]
    [InlineData("url:\"https://www.example/a\"", "a")]
    [InlineData("maintainer:統計", "a")]
    [InlineData("theme:HEAL", "b")]
    [InlineData("priority_field:disaster", "b")]
    [InlineData("openness:[3 TO *]", "ab")]
    [InlineData("openness:{3 TO *]", "")]
    [InlineData("source:minato", "b")]
    [InlineData("freshness:overdue", "c")]
    [InlineData("freshness:fresh", "")]
    [InlineData("-freshness:overdue", "ab")]
    [InlineData("dataset_type:dataset", "abc")]
    [InlineData("+capacity:public", "abc")]
    [InlineData("+capacity:public +state:active +entity_type:package", "abc")]
    [InlineData("capacity:private", "")]
    [InlineData("private:false", "abc")]
    [InlineData("type:showcase", "")]
    [InlineData("-dataset_type:showcase", "abc")]
    [InlineData("state:active", "abc")]
    [InlineData("state:deleted", "")]
    [InlineData("title:AE*", "b")]
    [InlineData("title:loc*ons", "b")]
    [InlineData("title:a?d", "b")]
    [InlineData("title:人*", "a")]
    [InlineData("title:人口*", "a")]
    [InlineData("title:*人口*", "a")]
    [InlineData("title:*口", "a")]
    [InlineData("人口*", "a")]
    [InlineData("title:*", "abc")]
    [InlineData("notes:[* TO *]", "ab")]
    [InlineData("title:\"AED locations\"", "b")]
    [InlineData("title:\"locations AED\"", "")]
    [InlineData("\\(open\\)", "b")]
    [InlineData("人口　世帯", "a")]
    [InlineData("metadata_modified:[2026-01-01T00:00:00Z TO *]", "ab")]
    [InlineData("metadata_modified:[* TO 2025-12-31T23:59:59Z]", "c")]
    [InlineData("metadata_modified:[* TO 2025-12-31T23:59:59Z}", "")]
    [InlineData("metadata_modified:{2025-12-31T23:59:59Z TO *]", "ab")]
    [InlineData("metadata_modified:[2025-12-31 TO 2025-12-31]", "c")]
    [InlineData("metadata_modified:{2025-12-31 TO *]", "ab")]
    [InlineData("metadata_modified:[2026 TO 2026]", "ab")]
    [InlineData("metadata_modified:[2026-09 TO 2026-09}", "")]
    [InlineData("metadata_modified:[NOW-7DAYS TO NOW]", "a")]
    [InlineData("metadata_modified:[NOW-7DAYS TO *]", "a")]
    [InlineData("metadata_modified:[NOW/DAY-1DAY TO NOW/DAY]", "a")]
    [InlineData("metadata_modified:[NOW/MONTH TO NOW]", "ab")]
    [InlineData("metadata_modified:[2026-08-01T00:00:00Z+1MONTH TO 2026-09-01T00:00:00Z+1DAY]", "b")]
    [InlineData("metadata_modified:[2026-09-23T00:00:00.123Z TO 2026-09-23T00:00:00.123Z]", "a")]
    [InlineData("metadata_modified:[2026-09-23T00:00:00.124Z TO *]", "")]
    [InlineData("metadata_modified:\"2026-09-01T12:00:00Z\"", "b")]
    [InlineData("metadata_modified:[\"2026-09-01T12:00:00Z\" TO \"2026-09-01T12:00:00Z\"]", "b")]
    [InlineData("metadata_modified:2025-12-31", "c")]
    [InlineData("modified:[2026 TO *]", "a")]
    [InlineData("issued:*", "a")]
    [InlineData("title_string:[\"公\" TO *]", "ac")]
    [InlineData("name:minato--b", "b")]
    [InlineData("name:tokyo--*", "ac")]
    [InlineData("id:*", "abc")]
    [InlineData("text:人口", "a")]
    public async Task Query_Finds(string query, string expected)
    {
        await using var bench = await SearchBench.StartAsync(Catalogue);
        Assert.Equal(expected, string.Concat(bench.Find(new SearchRequest { Query = query }).Order()));
        Assert.Equal(expected, string.Concat(bench.Filter(query).Order()));
    }

    [Theory]
    [InlineData("title:人口 foo:bar", "there is no field “foo”")]
    [InlineData("extras_x:1", "there is no field")]
    [InlineData("/人口.*/", "regular expressions")]
    [InlineData("title:/a/", "regular expressions")]
    [InlineData("人口~", "similar words")]
    [InlineData("aed~0.8", "similar words")]
    [InlineData("\"open data\"~3", "distances between words")]
    [InlineData("\"open data\"~", "distances between words")]
    [InlineData("aed^1000000", "boost")]
    [InlineData("aed^0", "boost")]
    [InlineData("(aed OR x)^5000", "boost")]
    [InlineData("{!dismax qf=title}aed", "local parameters")]
    [InlineData("_query_:\"{!func}x\"", "there is no field")]
    [InlineData("_val_:\"recip(x)\"", "there is no field")]
    [InlineData("filter(title:aed)", "filter")]
    [InlineData("title:(aed", "not understood")]
    [InlineData("title:aed)", "not understood")]
    [InlineData("\"open", "not closed")]
    [InlineData("metadata_modified:[2026 TO", "not closed")]
    [InlineData("metadata_modified:[yesterday TO *]", "is no date")]
    [InlineData("metadata_modified:[2026-02-30 TO *]", "is no date")]
    [InlineData("metadata_modified:[NOW-7WEEKS TO *]", "is no date")]
    [InlineData("metadata_modified:[NOW+999999999YEARS TO *]", "beyond the calendar")]
    [InlineData("title:[a TO b]", "no ranges")]
    [InlineData("freshness:[a TO b]", "no ranges")]
    [InlineData("metadata_modified:2026*", "no wildcards")]
    [InlineData("freshness:over*", "no wildcards")]
    [InlineData("title:*ed", "at the beginning")]
    [InlineData("name:*x", "at the beginning")]
    [InlineData("?ed", "at the beginning")]
    [InlineData("title:人?口", "Latin")]
    [InlineData("AND", "not understood")]
    [InlineData("title:", "not understood")]
    [InlineData("・", "no letter or digit")]
    [InlineData("*:人口", "there is no field “*”")]
    public async Task Query_OutsideTheSyntax_IsRefusedWithItsReason(string query, string reason)
    {
        await using var bench = await SearchBench.StartAsync(Catalogue);
        Assert.Contains(reason, Assert.Throws<SearchQueryException>(() => bench.Query(query)).Message, StringComparison.Ordinal);
        Assert.Throws<SearchQueryException>(() => bench.Filter(query));
    }

    [Fact]
    public async Task Filters_AreAllToHold_AndDoNotRank()
    {
        await using var bench = await SearchBench.StartAsync(Catalogue);
        Assert.Equal(["a"], bench.Filter("organization:t131032", "res_format:CSV", ""));
        Assert.Equal(bench.Find(new SearchRequest { Query = "の" }), bench.Find(new SearchRequest { Query = "の", Filters = ["title:公園^900 OR *:*"] }));
    }

    public static TheoryData<string> Monsters =>
    [
        new string('(', 100_000), string.Concat(Enumerable.Repeat("(a ", 5_000)), new string('-', 100_000), string.Concat(Enumerable.Repeat("人口 ", 30_000)),
        string.Concat(Enumerable.Repeat("a OR ", 3_000)) + "a", new string('人', 19_000), "title:" + new string('*', 15_000) + "a", new string('"', 100_001), string.Concat(Enumerable.Repeat("title:", 3_000)) + "a",
        "title:a" + string.Concat(Enumerable.Repeat("*a", 9_000)), string.Concat(Enumerable.Repeat("NOT ", 4_000)) + "a", string.Concat(Enumerable.Repeat("{! ", 6_000)), new string('\\', 19_999),
    ];

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Monsters))]
    public async Task Monster_IsRefused(string query)
    {
        await using var bench = await SearchBench.StartAsync(Catalogue);
        Assert.Throws<SearchQueryException>(() => bench.Query(query));
    }

    [Fact]
    public async Task AnyText_IsUnderstoodOrRefused()
    {
        await using var bench = await SearchBench.StartAsync(Catalogue);
        var pieces = Gen.OneOf(
            "title:", "人口", "AND", "OR", "NOT", " ", "(", ")", "\"", "[", "]", "{", "}", " TO ", "*", "?", "~", "^2", "+", "-", "!", "&&", "||", "\\", "\\u", "/", ":", "name:", "metadata_modified:", "NOW-7DAYS",
            "2026-01-01T00:00:00Z", "freshness:", "aed", "5月", "\u3000", "\0", "\uD800", "state:", "\t", "9");
        Gen.OneOf(FoldedTextTests.AnyText, pieces.Array[0, 12].Select(string.Concat)).Sample(query =>
        {
            try
            {
                Assert.InRange(bench.Index.Search(new SearchRequest { Query = query, Filters = [query], Highlight = true }).Total, 0, 3);
            }
            catch (SearchQueryException e)
            {
                Assert.NotEmpty(e.Message);
            }
        });
    }
}
