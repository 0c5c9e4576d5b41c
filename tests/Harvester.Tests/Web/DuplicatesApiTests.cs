using System.Net;
using Harvester.Core.Assessment;
using Harvester.Core.Assessment.Duplicates;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Tests.Publishing;
using Xunit;

namespace Harvester.Tests.Web;

public sealed class DuplicatesApiTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Dataset Record(string source, int number) => Samples.Hashed(Samples.Dataset(source, $"{number}", $"第{number}表") with
    {
        Distributions = [Samples.File("f", $"https://data.example/hyo_{number}.csv", "CSV")],
    });

    private static async Task<TestSite> StartAsync(int pairs)
    {
        var site = await TestSite.StartAsync();
        await site.PutAsync([.. Enumerable.Range(1, pairs).SelectMany(n => new[] { Record("minato", n), Record("tokyo", n) }), Record("tokyo", 99)]);
        await new Assessments(site.Store, [Assessor(site)], TimeProvider.System, "test").CatchUpAsync(Cancel);
        return site;
    }

    private static DuplicateAssessor Assessor(TestSite site) => new(site.Store, new Dictionary<string, Source> { ["minato"] = TestSite.Minato }, new FixedClock(TestSite.Now));

    [Fact]
    public async Task Groups_ComeWithMembersEvidenceAndVerdicts_WithoutTheNameOfWhoSaidSo()
    {
        await using var site = await StartAsync(1);
        await new VerdictDesk(site.Store, Assessor(site), new FixedClock(TestSite.Now), "desk").GiveAsync(VerdictKind.Apart, "minato~1", "tokyo~99", "山田太郎", Cancel);

        var answer = await site.JsonAsync("/api/v1/duplicates");

        Assert.Equal(["items", "next", "total"], answer.EnumerateObject().Select(member => member.Name));
        Assert.Equal(1, answer.GetProperty("total").GetInt64());
        var group = answer.GetProperty("items")[0];
        Assert.Equal("minato~1", group.GetProperty("canonical").GetString());
        var copy = group.GetProperty("members")[1];
        Assert.Equal(
            ("tokyo~1", "第1表", "131032", "tokyo", "https://catalog.example/dataset/1", 1),
            (copy.GetProperty("id").GetString(), copy.GetProperty("title").GetString(), copy.GetProperty("publisher").GetString(), copy.GetProperty("source").GetString(), copy.GetProperty("url").GetString(), copy.GetProperty("distributions").GetInt32()));
        Assert.Equal(
            """[{"from":"minato~1","to":"tokyo~1","kind":"same","evidence":"1 of 1 file has the same address; the titles agree"}]""", group.GetProperty("relations").GetRawText());
        Assert.Equal("""[{"first":"minato~1","second":"tokyo~99","verdict":"apart","at":"2026-09-24T01:00:00Z"}]""", group.GetProperty("verdicts").GetRawText());
        Assert.DoesNotContain("山田", answer.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Groups_ArePaged_EachOnce()
    {
        await using var site = await StartAsync(5);

        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await site.JsonAsync("/api/v1/duplicates?limit=2" + (cursor is null ? "" : "&cursor=" + cursor));
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("canonical").GetString()!));
            cursor = page.GetProperty("next").GetString();
        }
        while (cursor is not null);

        Assert.Equal(["minato~1", "minato~2", "minato~3", "minato~4", "minato~5"], seen);
    }

    [Fact]
    public async Task WithoutGroups_TheListIsEmpty_AndABadParameterIs400()
    {
        await using var site = await TestSite.StartAsync();

        Assert.Equal("""{"items":[],"next":null,"total":0}""", (await site.JsonAsync("/api/v1/duplicates")).GetRawText());
        Assert.NotEmpty((await site.JsonAsync("/api/v1/duplicates?source=x", HttpStatusCode.BadRequest)).GetProperty("detail").GetString()!);
    }
}
