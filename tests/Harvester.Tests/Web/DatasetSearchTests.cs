using System.Net;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Tests.Publishing;
using Xunit;

namespace Harvester.Tests.Web;

/// <summary>Filters and orders that the index answers.</summary>
public sealed class DatasetSearchTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("theme=ENVI", "a")]
    [InlineData("format=PDF", "b")]
    [InlineData("licence=CC-BY-4.0", "a c")]
    [InlineData("canonical=true", "a c")]
    [InlineData("canonical=false&state=active", "a b c")]
    [InlineData("changedSince=2026-09-02", "c d")]
    [InlineData("licence=CC-BY-4.0&publisher=130001", "c")]
    [InlineData("sort=title&source=minato", "b a d")]
    [InlineData("sort=-title&source=minato", "d a b")]
    [InlineData("sort=-modified&state=active", "c b a")]
    [InlineData("sort=modified&state=active", "a b c")]
    [InlineData("sort=title&q=公園", "a c")]
    public async Task AFilterOrOrder_GivesWhatItSays(string query, string expected)
    {
        await using var site = await StartAsync();

        var page = await site.JsonAsync("/api/v1/datasets?fields=id&" + query.Replace("公園", Uri.EscapeDataString("公園"), StringComparison.Ordinal));

        var ids = page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!.Split('~')[1]).ToList();
        Assert.Equal(expected, string.Join(' ', query.Contains("sort", StringComparison.Ordinal) ? ids : [.. ids.Order(StringComparer.Ordinal)]));
        Assert.Equal(ids.Count, page.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task PagesInAnotherOrder_GiveEachOnce()
    {
        await using var site = await StartAsync();
        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await site.JsonAsync("/api/v1/datasets?sort=changed&limit=3" + (cursor is null ? "" : "&cursor=" + cursor));
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!));
            cursor = page.GetProperty("next").GetString();
        }
        while (cursor is not null);

        Assert.Equal(["minato~a", "minato~b", "minato~d", "tokyo~c"], seen.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("sort=size", "title, issued")]
    [InlineData("sort=--title", "title, issued")]
    [InlineData("canonical=yes", "true or false")]
    [InlineData("changedSince=9月", "a day such as")]
    [InlineData("sort=title&cursor=minato~a", "a whole number")]
    [InlineData("sort=title&since=3", "\"since\" goes with")]
    public async Task AWrongOne_IsRefusedWithItsReason(string query, string reason)
    {
        await using var site = await TestSite.StartAsync();

        var problem = await site.JsonAsync("/api/v1/datasets?" + query.Replace("9月", Uri.EscapeDataString("9月"), StringComparison.Ordinal), HttpStatusCode.BadRequest);

        Assert.Contains(reason, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private static async Task<TestSite> StartAsync()
    {
        var site = await TestSite.StartAsync();
        await site.PutAsync(
            Sample("minato", "a", "公園一覧", "2020", 1) with { Licence = new Licence { Id = "CC-BY-4.0" }, Themes = [new Theme(Theme.EuList + "ENVI", "stated")] },
            Sample("minato", "b", "アンケート", "2021", 1) with { Distributions = [Samples.File("f", "https://data.example/x.pdf", "PDF")] },
            Sample("tokyo", "c", "都立公園", "2022", 2, "130001") with { Licence = new Licence { Id = "CC-BY-4.0" } },
            Sample("minato", "d", "撤去", "2023", 1));
        await site.Store.Annotations.PutAsync([new AnnotationWrite.Related("minato~b", "minato~a", [])], TestSite.Now, Cancel);
        await site.WriteAsync(new CatalogueWrite.Withdraw("minato~d")); // now, on the 24th
        await site.IndexAsync();
        return site;
    }

    private static Dataset Sample(string source, string record, string title, string modified, int day, string publisher = "131032")
    {
        var dataset = Samples.Dataset(source, record, title, publisher) with { Modified = modified };
        return Samples.Hashed(dataset with { Provenance = dataset.Provenance with { LastChanged = new DateTimeOffset(2026, 9, day, 0, 0, 0, TimeSpan.Zero) } });
    }
}
