using Harvester.Core.Assessment.Duplicates;
using Xunit;

namespace Harvester.Tests.Assessment.Duplicates;

public sealed class ComparedTitleTests
{
    [Theory]
    [InlineData("【港区】公園一覧", "港区", "公園一覧")]
    [InlineData("港区の公園一覧", "港区", "公園一覧")]
    [InlineData("東京都港区 公園一覧（CSV形式：54KB）", "港区", "公園一覧")]
    [InlineData("【東村山市】ＡＥＤ　設置箇所", null, "aed設置箇所")]
    [InlineData("【行政資料集】みなと保健所", "港区", "行政資料集みなと保健所")]
    [InlineData("港区域の整備", "港区", "港区域の整備")]
    [InlineData("令和5年度区民意識調査", "板橋区", "2023年度区民意識調査")]
    [InlineData("平成元年度決算", null, "1989年度決算")]
    [InlineData("第2章 1/2", null, "第2章1-2")]
    public void Title_IsFolded(string title, string? publisher, string expected) => Assert.Equal(expected, ComparedTitle.Of(title, publisher).Text);

    [Theory]
    [InlineData("住民基本台帳による世帯と人口 _平成20年１月", "住民基本台帳による世帯と人口 _平成20年11月")]
    [InlineData("R4年度予算", "令和5年度予算")]
    [InlineData("東京都子供・子育て支援総合計画　第2章　1/2", "東京都子供・子育て支援総合計画　第2章　2/2")]
    [InlineData("地域別住宅数①", "地域別住宅数②")]
    [InlineData("福祉局月報（2024年４月号）", "福祉局月報（2024年５月号）")]
    public void MembersOfASeries_Contradict(string one, string other) => Assert.True(ComparedTitle.Of(one, null).Contradicts(ComparedTitle.Of(other, null)));

    [Theory]
    [InlineData("令和5年度区民意識調査", "区民意識調査")]
    [InlineData("令和5年度予算", "2023年度予算")]
    [InlineData("2023年（令和5年）人口", "令和5年人口")]
    [InlineData("公園一覧", "公園")]
    public void WhatSaysLess_ContradictsNothing(string one, string other) => Assert.False(ComparedTitle.Of(one, null).Contradicts(ComparedTitle.Of(other, null)));

    [Fact]
    public void Likeness_IsBetweenNothingAndAll()
    {
        var parks = ComparedTitle.Of("区立公園一覧", null);
        Assert.Equal(1, parks.Likeness(parks));
        Assert.Equal(0, parks.Likeness(ComparedTitle.Of("人口統計", null)));
        Assert.InRange(parks.Likeness(ComparedTitle.Of("公園一覧", null)), 0.5, 0.9);
    }
}
