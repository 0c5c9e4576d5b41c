using System.Net;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Tests.Publishing;
using Xunit;

namespace Harvester.Tests.Web.Pages;

/// <summary>What the page of a body shows of its figures, and what leads on from it.</summary>
public sealed class MunicipalityPageTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<TestSite> StartAsync()
    {
        var site = await TestSite.StartAsync();
        var open = new Licence { Id = "CC-BY-4.0", Open = true, Basis = LicenceBasis.Record };
        await site.PutAsync(
            Samples.Dataset("minato", "1", "公園") with { Licence = open },
            Samples.Dataset("minato", "2", "施設<b>") with { Licence = null },
            Samples.Dataset("minato", "3", "都の駅", "130001") with { Licence = null });
        await CoverageApiTests.TakeAsync(site);
        return site;
    }

    [Fact]
    public async Task Figures_AreShownOverTheDays_AsPicturesWithTheirWords_AndAsATable()
    {
        await using var site = await StartAsync();
        Assert.DoesNotContain("/charts/", await site.PageAsync("/municipalities/131032"), StringComparison.Ordinal);
        var now = (await site.Store.Coverage.GetAsync(DateOnly.MaxValue, Cancel))!;
        await site.Store.Coverage.SaveAsync(now with { Day = now.Day.AddDays(-1), Bodies = [.. now.Bodies.Select(body => body with { Figures = body.Figures with { Datasets = 1 } })] }, Cancel);

        var page = await site.PageAsync("/municipalities/131032");

        Assert.Contains("/charts/datasets.svg?code=131032&amp;day=2026-09-24", page, StringComparison.Ordinal);
        Assert.Contains("alt=\"データセット数の推移（2026-09-23から2026-09-24）。データセットは1から2。\"", page, StringComparison.Ordinal);
        Assert.Contains("/tables/history.csv?code=131032", page, StringComparison.Ordinal);
        var rows = (await site.JsonAsync("/tables/history.json?code=131032")).GetProperty("rows");
        Assert.Equal([2, 1], rows.EnumerateArray().Select(row => row.GetProperty("datasets").GetInt32()));
        Assert.Equal(3, (await site.JsonAsync("/tables/history.json")).GetProperty("rows")[0].GetProperty("datasets").GetInt32());
        using var picture = await site.GetAsync("/charts/shares.svg?code=131032&day=2026-09-24");
        Assert.Equal((HttpStatusCode.OK, "image/svg+xml"), (picture.StatusCode, picture.Content.Headers.ContentType?.MediaType));
        foreach (var address in new[] { "/charts/datasets.svg?code=999999", "/tables/history.csv?code=999999" })
        {
            using var nothing = await site.GetAsync(address);
            Assert.Equal(HttpStatusCode.NotFound, nothing.StatusCode);
        }
    }

    [Fact]
    public async Task JapaneseViewOfQuality_IsCountedOverAllItsDatasets_AndLeadsToThoseThatDoNotMeetIt()
    {
        await using var site = await StartAsync();

        var licence = (await site.JsonAsync("/tables/view.json?code=131032")).GetProperty("rows").EnumerateArray().Single(row => row.GetProperty("aspect").GetProperty("en").GetString() == "Clarity of the licence");
        Assert.Equal((1, 0, 1, 0, 0.5), (licence.GetProperty("good").GetInt32(), licence.GetProperty("fair").GetInt32(), licence.GetProperty("poor").GetInt32(), licence.GetProperty("none").GetInt32(), licence.GetProperty("share").GetDouble()));
        var freshness = (await site.JsonAsync("/tables/view.json?code=131032")).GetProperty("rows").EnumerateArray().Single(row => row.GetProperty("aspect").GetProperty("en").GetString() == "Freshness");
        Assert.Equal((0, 2), (freshness.GetProperty("good").GetInt32(), freshness.GetProperty("fair").GetInt32())); // no frequency is stated
        Assert.Contains("href=\"/municipalities/131032/view/licence\"", await site.PageAsync("/municipalities/131032"), StringComparison.Ordinal);

        var page = await site.PageAsync("/municipalities/131032/view/licence");
        Assert.Contains("施設&lt;b&gt;", page, StringComparison.Ordinal);
        Assert.Contains("ライセンスの記載がありません", page, StringComparison.Ordinal);
        Assert.DoesNotContain("公園", page, StringComparison.Ordinal);
        Assert.DoesNotContain("都の駅", page, StringComparison.Ordinal);
        Assert.Single((await site.JsonAsync("/tables/view-unmet.json?code=131032&aspect=licence")).GetProperty("rows").EnumerateArray());
        await site.PageAsync("/municipalities/131032/view/none", HttpStatusCode.NotFound);
        await site.PageAsync("/municipalities/999999/view/licence", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task WhatADatasetCouldGain_IsAFile()
    {
        await using var site = await StartAsync();
        Assert.Contains("/tables/dataset-quality.csv?id=minato~1", await site.PageAsync("/datasets/minato~1"), StringComparison.Ordinal);

        var rows = (await site.JsonAsync("/tables/dataset-quality.json?id=minato~1")).GetProperty("rows");

        Assert.True(rows[0].GetProperty("points").GetInt32() >= rows[1].GetProperty("points").GetInt32());
        Assert.NotEmpty(rows[0].GetProperty("advice").GetProperty("ja").GetString()!);
        using var nothing = await site.GetAsync("/tables/dataset-quality.csv?id=none");
        Assert.Equal(HttpStatusCode.NotFound, nothing.StatusCode);
    }

    [Fact]
    public async Task CellOfAStandardDataset_NamesTheColumnsThatTheFileHas_AndThoseThatItLacks()
    {
        await using var site = await StartAsync();
        var match = new StandardDatasetMatch("aed-locations", StandardDatasetStatus.Checked, "current", null) { Distribution = "f1", Missing = ["設置位置"] };
        await site.Store.Annotations.PutAsync([new AnnotationWrite.Recognised("minato~1", match)], TestSite.Now, Cancel);
        await site.Store.Headers.SaveAsync([new HeaderState { Dataset = "minato~1", Source = "minato", Distribution = "f1", Url = "https://data.example/a.csv", Header = ["名称", "所在地<b>", ""], NextDue = TestSite.Now }], Cancel);
        await CoverageApiTests.TakeAsync(site);
        await site.IndexAsync();

        var page = await site.PageAsync("/standard-datasets/131032/aed-locations");

        Assert.Contains("ファイルにある項目（2）：</strong><span lang=\"ja\">名称、所在地&lt;b&gt;</span>", page, StringComparison.Ordinal);
        Assert.Contains("ない項目：</strong><span lang=\"ja\">設置位置</span>", page, StringComparison.Ordinal);
    }
}
