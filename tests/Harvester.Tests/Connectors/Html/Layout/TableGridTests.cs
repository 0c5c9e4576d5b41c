using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using CsCheck;
using Harvester.Connectors.Definitions;
using Harvester.Connectors.Html.Layout;
using Xunit;

namespace Harvester.Tests.Connectors.Html.Layout;

public sealed class TableGridTests
{
    [Theory]
    [InlineData("<tr><td rowspan=2>a<td>b<tr><td>c", "ab|ac")]
    [InlineData("<tr><td colspan=2>a<td>b<tr><td>c<td>d<td>e", "aab|cde")]
    [InlineData("<tr><td>a<td rowspan=2>b<tr><td colspan=2>c", "ab|cb")] // overlap: the one from above keeps its slot
    [InlineData("<tr><td>a<td rowspan=2>b<td>x<tr><td colspan=2>c<td>d", "abx|cbd")]
    [InlineData("<tr><td rowspan=0>a<td>b<tr><td>c<tr><td>d", "ab|ac|ad")]
    [InlineData("<tbody><tr><td rowspan=9>a<td>b<tbody><tr><td>c<td>d", "ab|cd")] // a span ends with its group
    [InlineData("<tfoot><tr><td>z<tbody><tr><td>a", "a|z")]
    [InlineData("<tr><td colspan=0>a<td rowspan=-1>b<tr><td>c<td colspan='2x'>d", "ab|cd")] // a column in which nothing begins is none
    [InlineData("<tr><td colspan=99999>a<tr><td>b<td>c", "aa|bc")]
    [InlineData("<tr><td>a<tr><tr><td>b<td>c", "a |  |bc")]
    [InlineData("", "")]
    public void Spans_CoverSlots_AsTheStandardSays(string rows, string slots) => Assert.Equal(slots, Shown(TableGrid.Of(Table(rows))!));

    [Fact]
    public void WhateverSpans_EachCellHasItsSlots_AndNoneIsLost() =>
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 6]).Array[0, 6].Array[1, 8].Sample(rows =>
        {
            var html = new StringBuilder();
            var count = 0;
            foreach (var row in rows)
            {
                html.Append("<tr>");
                foreach (var (down, right) in row)
                    html.Append($"<td rowspan={down} colspan={right}>{count++}</td>");
            }

            var table = Table(html.ToString());
            var grid = TableGrid.Of(table)!;
            Assert.Equal(rows.Length, grid.Rows.Count);
            Assert.Equal(count, grid.Rows.SelectMany(row => row).Select(cell => cell.Element).Distinct().Count());
            foreach (var cell in grid.Rows.SelectMany(row => row))
                Assert.InRange(cell.Row + cell.Height, 1, rows.Length);
            for (var row = 0; row < rows.Length; row++)
                Assert.Equal(grid.Width, grid.Slots(row).Length);

            var found = new ItemsFound();
            new TableLayout(new HtmlItems("table", null) { Layout = HtmlLayout.Table, Head = 0 }, []).Lay(table, new PageTables(), found);
            Assert.All(found.Items, item => Assert.Equal(grid.Width, item.Children.Length));
        });

    [Fact]
    public void HugeSpans_TakeNoMoreThanTheTableHas()
    {
        var rows = string.Concat(Enumerable.Range(0, 2000).Select(row => $"<tr><td rowspan=65534 colspan=1000>{row}</td>"));
        Assert.Null(TableGrid.Of(Table(rows))); // the second row would begin in column 1001
        var grid = TableGrid.Of(Table("<tr><td rowspan=65534 colspan=999>a<td>b" + string.Concat(Enumerable.Range(0, 900).Select(_ => "<tr><td>c"))))!;
        Assert.Equal((901, 1000), (grid.Rows.Count, grid.Width));
    }

    private static IElement Table(string rows) => new HtmlParser().ParseDocument($"<table>{rows}</table>").QuerySelector("table")!;

    private static string Shown(TableGrid grid) =>
        string.Join('|', Enumerable.Range(0, grid.Rows.Count).Select(row => string.Concat(grid.Slots(row).Select(cell => cell?.Element.TextContent ?? " "))));
}
