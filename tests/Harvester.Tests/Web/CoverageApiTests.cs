using System.Net;
using System.Text.Json;
using Harvester.Core.Assessment;
using Harvester.Core.Assessment.Quality;
using Harvester.Core.Coverage;
using Harvester.Core.Model;
using Harvester.Tests.Mapping;
using Harvester.Tests.Publishing;
using Xunit;

namespace Harvester.Tests.Web;

public sealed class CoverageApiTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Coverage_IsTheNewestDaysOrThatOfADay()
    {
        await using var site = await TestSite.StartAsync();
        await site.JsonAsync("/api/v1/coverage", HttpStatusCode.NotFound);
        await site.PutAsync(Samples.Dataset("minato", "1", "公園"), Samples.Dataset("minato", "2", "施設"));
        await TakeAsync(site);

        var now = await site.JsonAsync("/api/v1/coverage");
        Assert.Equal("2026-09-24", now.GetProperty("day").GetString());
        Assert.Equal(2, now.GetProperty("total").GetProperty("datasets").GetInt64());
        var minato = now.GetProperty("bodies").EnumerateArray().Single(body => body.GetProperty("code").GetString() == "131032");
        Assert.Equal(("ownSite", 2), (minato.GetProperty("presence").GetString(), minato.GetProperty("figures").GetProperty("datasets").GetInt32()));
        Assert.Equal(61, now.GetProperty("presence").GetProperty("absent").GetInt32());
        Assert.Equal(1, now.GetProperty("sources").GetProperty("never").GetInt32());

        Assert.Equal("2026-09-24", (await site.JsonAsync("/api/v1/coverage?day=2026-12-31")).GetProperty("day").GetString());
        await site.JsonAsync("/api/v1/coverage?day=2026-09-23", HttpStatusCode.NotFound);
        var history = await site.JsonAsync("/api/v1/coverage/history?from=2026-09-01");
        Assert.Equal(2, Assert.Single(history.GetProperty("items").EnumerateArray()).GetProperty("total").GetProperty("datasets").GetInt32());
        Assert.Empty((await site.JsonAsync("/api/v1/coverage/history?to=2026-09-01")).GetProperty("items").EnumerateArray());
    }

    [Theory]
    [InlineData("coverage?day=24.9.2026", "expected a day such as 2026-04-01")]
    [InlineData("coverage?date=2026-09-24", "is not a parameter of this address")]
    [InlineData("coverage/history?from=x&to=y", "\\u0022to\\u0022 is")]
    public async Task WrongParameter_IsTold(string address, string sentence)
    {
        await using var site = await TestSite.StartAsync();
        var problem = await site.JsonAsync($"/api/v1/{address}", HttpStatusCode.BadRequest);
        Assert.Contains(sentence.Replace("\\u0022", "\"", StringComparison.Ordinal), problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Quality_HasTheJapaneseViewFirst_AndEveryIndicatorWithAdviceWhereThereIsSomethingToGain()
    {
        await using var site = await TestSite.StartAsync();
        await site.PutAsync(Samples.Dataset("minato", "1", "公園") with { Frequency = "ANNUAL", Modified = "2020-01-01", ModifiedBasis = ModifiedBasis.Stated, Licence = null });

        var quality = await site.JsonAsync("/api/v1/datasets/minato~1/quality");

        Assert.Equal("aspects", quality.EnumerateObject().ElementAt(1).Name);
        var freshness = quality.GetProperty("aspects").EnumerateArray().Single(aspect => aspect.GetProperty("id").GetString() == "freshness");
        Assert.Equal("poor", freshness.GetProperty("grade").GetString());
        Assert.Contains("2021-04-03以降", freshness.GetProperty("sentence").GetProperty("ja").GetString(), StringComparison.Ordinal);
        var indicators = quality.GetProperty("indicators").EnumerateArray().ToList();
        Assert.Equal(23, indicators.Count);
        Assert.Equal(quality.GetProperty("score").GetInt32(), indicators.Sum(one => one.GetProperty("points").GetInt32()));
        Assert.All(indicators, one => Assert.Equal(one.GetProperty("points").GetInt32() < one.GetProperty("of").GetInt32(), one.TryGetProperty("advice", out _)));
        Assert.Equal(JsonValueKind.False, indicators.Single(one => one.GetProperty("id").GetString() == "licence").GetProperty("met").ValueKind);
        await site.JsonAsync("/api/v1/datasets/minato~9/quality", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task PageOfADataset_TellsAnOfficerWhatToDo_InTheirLanguage()
    {
        await using var site = await TestSite.StartAsync();
        await site.PutAsync(Samples.Dataset("minato", "1", "公園") with { Licence = null });

        var page = await site.PageAsync("/datasets/minato~1");
        Assert.Contains("ライセンスの記載がありません。CC BY 4.0 などを登録してください。", page, StringComparison.Ordinal);
        Assert.Contains("欧州の指標（MQA）", page, StringComparison.Ordinal);
        Assert.True(page.IndexOf("鮮度", StringComparison.Ordinal) < page.IndexOf("MQA", StringComparison.Ordinal));
        Assert.Contains("State a licence (CC BY 4.0 and so on)", await site.PageAsync("/datasets/minato~1?lang=en"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PriorityFields_AreNeverShownWithoutTheNotice()
    {
        await using var site = await TestSite.StartAsync();
        await site.PutAsync(Samples.Dataset("minato", "1", "公園") with { PriorityFields = ["health"] });
        Assert.Contains("公式のものではなく", await site.PageAsync("/datasets/minato~1"), StringComparison.Ordinal);
        Assert.Contains("健康・医療・介護", await site.PageAsync("/datasets/minato~1"), StringComparison.Ordinal);
        await TakeAsync(site);
        Assert.Equal("作業用の一覧", (await site.JsonAsync("/api/v1/coverage")).GetProperty("priorityFieldsNotice").GetProperty("ja").GetString());
    }

    internal static async Task TakeAsync(TestSite site)
    {
        var clock = new FixedClock(TestSite.Now);
        var rules = MappingFixture.Rules;
        await new Assessments(
            site.Store,
            [
                new QualityAssessor(site.Store.Annotations, new QualityScorer(rules.Formats, rules.Licences, rules.StandardDatasets), "", clock),
                new CoverageAssessor(site.Store.Coverage, site.Store.Annotations, new Contributions(rules.Formats, MappingFixture.Scorer), ""),
            ],
            clock, "test").CatchUpAsync(Cancel);
        await new CoverageReport(site.Store, new FixedSources([TestSite.Minato]), rules.Publishers.Municipalities, [], new Bilingual("作業用の一覧", "a working list"), clock).TakeAsync(Cancel);
    }
}
