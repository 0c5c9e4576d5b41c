using System.Text;
using CsCheck;
using Harvester.Core.Assessment;
using Harvester.Web.Tables;
using Xunit;

namespace Harvester.Tests.Web.Pages;

public sealed class TableTests
{
    private static Table Of(params long?[] numbers) => new()
    {
        Name = "t",
        Caption = new Bilingual("表", "Table"),
        Columns = [Column.Of("name", "名", "Name"), Column.Of("n", "数", "Number", ColumnKind.Number)],
        Rows = [.. numbers.Select((number, place) => new Cell[] { $"r{place}", new Cell(number) })],
    };

    [Fact]
    public void Sorted_PutsWhatIsNotKnownLast_BothWays()
    {
        Assert.Equal([1L, 2L, 3L, null], Of(3, null, 1, 2).Sorted("t.n").Rows.Select(row => row[1].Value));
        Assert.Equal([3L, 2L, 1L, null], Of(3, null, 1, 2).Sorted("-t.n").Rows.Select(row => row[1].Value));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("t.")]
    [InlineData("t.none")]
    [InlineData("other.n")]
    [InlineData("--t.n.n")]
    public void SortedByWhatIsNoColumn_StaysAsItIs(string? by) =>
        Assert.Equal([3L, 1L, 2L], Of(3, 1, 2).Sorted(by).Rows.Select(row => row[1].Value));

    [Fact]
    public void Sorting_LosesNoRow_AndOrdersAll() =>
        Gen.Long.Nullable().Array.Sample(numbers =>
        {
            var sorted = Of(numbers).Sorted("t.n").Rows.Select(row => (long?)row[1].Value).ToList();
            Assert.Equal(numbers.OrderBy(number => number is null).ThenBy(number => number), sorted);
        });

    [Fact]
    public async Task EveryTableOfTheFirstPage_ComesAsCsvAndJson()
    {
        await using var site = await TestSite.StartAsync();
        await site.RunAsync(TestSite.Report("=1+1"));

        using var response = await site.GetAsync("/tables/runs.csv");
        var bytes = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Encoding.UTF8.GetPreamble(), bytes[..3]);
        var lines = Encoding.UTF8.GetString(bytes[3..]).Split("\r\n");
        Assert.StartsWith("開始（日本時間）,ソース,結果,取得,", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("2026-09-24 09:50,港区オープンデータカタログ,成功,120,3,2,115,", lines[1], StringComparison.Ordinal);
        Assert.Contains("attachment", response.Content.Headers.ContentDisposition!.ToString(), StringComparison.Ordinal);

        var json = await site.JsonAsync("/tables/runs.json");
        Assert.Equal(120, json.GetProperty("rows")[0].GetProperty("gathered").GetInt64());
        Assert.Equal("Runs, newest first", json.GetProperty("caption").GetProperty("en").GetString());
    }

    [Theory]
    [InlineData("/tables/none.csv")]
    [InlineData("/tables/runs")]
    [InlineData("/tables/runs.exe")]
    [InlineData("/tables/.csv")]
    [InlineData("/tables/record-problems.csv")]
    [InlineData("/tables/record-problems.csv?code=999999")]
    [InlineData("/tables/run-problems.json?run=none")]
    public async Task WhatIsNoTable_IsSaidSo(string address)
    {
        await using var site = await TestSite.StartAsync();

        var problem = await site.JsonAsync(address, System.Net.HttpStatusCode.NotFound);

        Assert.Contains("no such table", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task HostileTitle_StartsNoFormulaAndNoMarkup()
    {
        await using var site = await TestSite.StartAsync(TestSite.Minato with { Title = "=HYPERLINK(\"x\")<script>alert(1)</script>" });

        using var response = await site.GetAsync("/tables/sources.csv");
        var csv = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Contains("\"'=HYPERLINK(\"\"x\"\")", csv, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", await site.PageAsync("/"), StringComparison.Ordinal);
    }
}
