using Harvester.Core.Assessment.StandardDatasets;
using Xunit;

namespace Harvester.Tests.Assessment.StandardDatasets;

public sealed class HeaderRowTests
{
    private static readonly string[] Row = ["全国地方公共団体コード", "ID", "名称", "緯度"];

    private static string? Find(params string[][] rows) =>
        HeaderRow.Find(rows, Standards.Vocabulary) is { } header ? string.Join('|', header) : null;

    [Fact]
    public void Header_IsFoundBelowTitles_UpToTheFifthRow()
    {
        string[] data = ["131032", "1", "芝公園", "35.6"];
        Assert.Equal(string.Join('|', Row), Find(["小金井市立公園・滄浪泉園緑地の一覧", "", "", ""], ["令和6年4月1日現在"], [], [""], Row, data));
        Assert.Equal(string.Join('|', Row), Find(Row, data, data));
        Assert.Null(Find(data, data, data, data, data, Row));
    }

    [Fact]
    public void TitleThatIsAcolumnsName_IsNoHeader()
    {
        Assert.Equal(string.Join('|', Row), Find(["備考", "", ""], Row));
        Assert.Null(Find(["備考", "", ""], ["施設名", "場所"]));
        Assert.Null(Find());
    }

    [Fact]
    public void Header_IsCleaned()
    {
        Assert.Equal("全国地方公共団体コード|ID||緯度", Find(["\uFEFF\"全国地方公共団体コード\" ", "ID\r", "", "　緯度", "", " "]));
        Assert.Equal("名称|緯度|経度", Find(["_id", "名称", "緯度", "経度"])); // CKAN's DataStore puts its own number first
        Assert.Equal((300, 100), (Find([.. Row, .. Enumerable.Repeat(new string('x', 500), 1000)])!.Split('|').Length, Find([.. Row, new string('x', 500)])!.Split('|')[4].Length));
    }

    [Fact]
    public void PrefixedAndHalfWidthNames_AreKnown() =>
        Assert.NotNull(Find(["表題"], ["公営駐輪場_名称", "公営駐輪場_緯度", "ﾊﾞﾘｱﾌﾘｰﾄｲﾚ数"]));
}
