using Xunit;

namespace Harvester.Tests.Assessment.StandardDatasets;

/// <summary>Which sheet and edition a header is of, and what it lacks.</summary>
public sealed class HeaderJudgeTests
{
    private const string Park = "全国地方公共団体コード|ID|地方公共団体名|名称|所在地_連結表記|所在地_都道府県|所在地_市区町村|所在地_町字|所在地_番地以下|建物名等(方書)|緯度|経度|面積(㎡)|備考";

    private const string Library = "全国地方公共団体コード|ID|地方公共団体名|名称|名称_カナ|名称_英字|名称_通称|POIコード|外部識別子|外部識別子の値|所在地_全国地方公共団体コード|町字ID|所在地_連結表記|所在地_都道府県|所在地_市区町村|所在地_町字|所在地_番地以下|建物名等(方書)|緯度|経度|高度の種別|高度の値|電話番号|内線番号|連絡先メールアドレス|連絡先FormURL|連絡先備考（その他、SNSなど）|郵便番号|法人番号|団体名|利用可能曜日|開始時間|終了時間|利用可能時間特記事項|説明|車椅子可|車椅子貸出|ツエ貸出|バリアフリートイレ|スロープ、エレベータ、エスカレータ|点字ブロック等の移動支援|点字や読上による支援|盲導犬・介助犬、聴導犬同伴|字幕|筆談対応|優先駐車場|オストメイト対応トイレ|授乳室|おむつ替えコーナー|飲食可否|ベビーカー貸出|ベビーカー利用|URL|画像|画像_ライセンス|備考|絵本|雑誌|点字本|視聴覚資料|外国語の本|新聞(全国紙)|新聞(地方紙)|新聞(その他)|地元出身の作家の本コーナー|インターネットを使える端末|インターネットでの蔵書検索|プリンター|フリーWi-Fi|飲食物を購入できる場所|おはなし会|映画会|講座等|閲覧できる場所|映像が見れる場所|自習室|ソファー|キッズスペース|飲み物|食べ物|私語|自習|パソコン作業";

    public static TheoryData<string, string> Forms =>
        [.. Standards.Vocabulary.Entries.SelectMany(entry => entry.Forms.Where(form => form.Edition is "current" or "older").Select(form => new TheoryDataRow<string, string>(entry.Id, form.Edition)))];

    [Theory]
    [MemberData(nameof(Forms))]
    public void FullForm_IsItsOwnSheetAndEdition_WhateverTheOrder(string id, string edition)
    {
        var match = Standards.Match(id, Standards.Columns(id, edition).Reverse())!;

        Assert.Equal((id, edition, true, 0, 0), (match.Standard.Id, match.Edition, match.IsThis, match.Missing.Count, match.Unknown.Count));
        Assert.Equal(Standards.Columns(id, edition), match.Present);
    }

    // Nine lists of parks have three quarters of the columns of fire-fighting water facilities.
    [Fact]
    public void CommonColumnsAlone_AreNoSheets()
    {
        foreach (var entry in Standards.Vocabulary.Entries.Where(entry => entry.HasHeader))
            Assert.False(Standards.Match(entry.Id, Standards.Split(Park)) is { IsThis: true }, entry.Id);
    }

    [Fact]
    public void ListWithAllColumnsOfAsheetAndManyOfItsOwn_IsNotThatSheet()
    {
        foreach (var entry in Standards.Vocabulary.Entries.Where(entry => entry.HasHeader))
            Assert.False(Standards.Match(entry.Id, Standards.Split(Library)) is { IsThis: true }, entry.Id);
    }

    [Fact]
    public void OneOrTwoColumnsOfItsOwn_LeaveItTheSheet()
    {
        var match = Standards.Match("public-toilets", [.. Standards.Columns("public-toilets"), "写真", "管理者"])!;
        Assert.True(match.IsThis);
        Assert.Equal(["写真", "管理者"], match.Unknown);
    }

    [Fact]
    public void SheetWithoutItsOptionalColumns_IsKnownByItsRareOnes()
    {
        var match = Standards.Match("public-toilets", "全国地方公共団体コード", "ID", "名称", "所在地_連結表記", "緯度", "経度", "男性トイレ総数", "女性トイレ総数", "バリアフリートイレ数", "備考")!;
        Assert.True(match.IsThis);
        Assert.Equal((10, 29), (match.Present.Count, match.Missing.Count));
    }

    [Fact]
    public void WordsThatNameTheWrongSheet_GiveWayToAheaderThatLeavesNoDoubt()
    {
        var match = Standards.Match("public-facilities", Standards.Columns("public-toilets"))!;
        Assert.Equal(("public-toilets", true), (match.Standard.Id, match.IsThis));

        // a part of it is not enough
        Assert.Equal("public-facilities", Standards.Match("public-facilities", "名称", "緯度", "経度", "男性トイレ総数")!.Standard.Id);
    }

    [Theory]
    [InlineData("public-bicycle-parks", "公営駐輪場_")]
    [InlineData("educational-institutions", "教育機関_")]
    [InlineData("polling-places", "投票所_")]
    public void PrefixBeforeMostColumns_IsTheFormOfDataModels(string id, string prefix)
    {
        var match = Standards.Match(id, Standards.Columns(id).Select((column, at) => at < 2 ? column : prefix + column))!;
        Assert.Equal(("prefixed", true, 0), (match.Edition, match.IsThis, match.Missing.Count));
    }

    [Fact]
    public void WasteSorting_WithAndWithoutPrefix()
    {
        var prefixed = Standards.Match("waste-sorting", Standards.Columns("waste-sorting", "prefixed").Select(column => "ごみの分別方法_" + column))!;
        var plain = Standards.Match("waste-sorting", Standards.Columns("waste-sorting", "plain"))!;
        var bare = Standards.Match("waste-sorting", Standards.Columns("waste-sorting", "prefixed"))!;

        Assert.Equal(("prefixed", true, 0), (prefixed.Edition, prefixed.IsThis, prefixed.Missing.Count));
        Assert.Equal(("plain", true, 0), (plain.Edition, plain.IsThis, plain.Missing.Count));
        Assert.Equal(("plain", true), (bare.Edition, bare.IsThis));
    }

    // 新宿区の観光ポイント; of the sheet only the prefix and one column are known
    [Fact]
    public void PrefixOfAsheetWhoseColumnsAreNotKnown_IsEnough()
    {
        var match = Standards.Match("tourist-points", Standards.Split("観光ポイント_全国地方公共団体コード|地物・地点_ID|観光ポイント_ID|観光ポイント_名称|観光ポイント_名称（カナ）|観光ポイント_名称（英字）|観光ポイント_説明|観光ポイント_緯度|観光ポイント_経度"))!;
        Assert.Equal(("tourist-points", "prefixed", true), (match.Standard.Id, match.Edition, match.IsThis));

        var other = Standards.Match("tourist-points", Standards.Split("全国地方公共団体コード|ID|地方公共団体名|名称|名称_カナ|名称_英字|通称|説明|緯度|経度|座標参照系|備考"))!;
        Assert.False(other.IsThis);
    }

    [Fact]
    public void NamesAreComparedWithoutWidthSpaceQuotesAndCase()
    {
        var match = Standards.Match("public-toilets", "全国地方公共団体コード", "ｉｄ", "名称", "所在地＿連結表記", "建物名等（方書）", " 男性 トイレ総数", "女性トイレ数(洋式)", "ﾊﾞﾘｱﾌﾘｰﾄｲﾚ数", "\"備考\"", "", "")!;
        Assert.Equal((true, 9, 0), (match.IsThis, match.Present.Count, match.Unknown.Count));
        Assert.Contains("建物名等(方書)", match.Present);
    }

    [Fact]
    public void NearlyRightName_IsMisspelt_AndNotMissing()
    {
        var header = Standards.Columns("public-toilets").Select(column => column switch { "所在地_連結表記" => "所在地_連結標記", "バリアフリートイレ数" => "バリアフリートイレの数", _ => column });
        var match = Standards.Match("public-toilets", header)!;

        Assert.Equal(["所在地_連結標記 → 所在地_連結表記", "バリアフリートイレの数 → バリアフリートイレ数"], match.Misspelt.Select(slip => $"{slip.Written} → {slip.Meant}"));
        Assert.Empty(match.Missing);
    }

    [Theory]
    [InlineData("public-toilets", "名称_英語", "名称_英字")] // right in other sheets
    [InlineData("aed-locations", "画像1", "画像3")]
    [InlineData("population-by-area-and-age", "0-4歳の男性", "1-4歳の男性")]
    [InlineData("public-toilets", "名称", "名前")]
    public void NameThatIsRightElsewhere_OrDiffersByAdigit_OrIsShort_IsNoSlip(string id, string right, string written)
    {
        var match = Standards.Match(id, Standards.Columns(id).Select(column => column == right ? written : column))!;
        Assert.True(match.IsThis);
        Assert.Equal((0, right, written), (match.Misspelt.Count, Assert.Single(match.Missing), Assert.Single(match.Unknown)));
    }

    [Fact]
    public void SlipBetweenTwoNames_IsNeither()
    {
        // 男性トイレ数（和式） and （洋式） are both one character away
        var header = Standards.Columns("public-toilets").Where(column => !column.StartsWith("男性トイレ数", StringComparison.Ordinal)).Append("男性トイレ数（口式）");
        Assert.Empty(Standards.Match("public-toilets", header)!.Misspelt);
    }

    [Fact]
    public void ColumnsThatStandTwice_CountOnce()
    {
        var match = Standards.Match("aed-locations", [.. Standards.Columns("aed-locations"), "緯度", "経度"])!;
        Assert.Equal((Standards.Columns("aed-locations").Count, 0), (match.Present.Count, match.Unknown.Count));
    }

    [Fact]
    public void SheetOfWhichNothingIsKnown_SaysNothing()
    {
        Assert.Null(Standards.Match("procurement", "件名", "入札日"));
        Assert.Equal("public-toilets", Standards.Match("procurement", Standards.Columns("public-toilets"))!.Standard.Id);
    }

    [Fact]
    public void HeaderWithoutAnyColumn_IsNoSheets() => Assert.False(Standards.Match("public-toilets")!.IsThis);
}
