using CsCheck;
using Harvester.Core.Mapping;
using Harvester.Core.Model;
using Harvester.Tests.Mapping.Normalisers;
using Xunit;

namespace Harvester.Tests.Mapping;

public sealed class PublisherDirectoryTests
{
    private static PublisherDirectory Directory => MappingFixture.Rules.Publishers;

    [Theory]
    [InlineData("西東京市企画部情報推進課", "132292", "企画部情報推進課")]
    [InlineData("西東京市 企画部 情報推進課", "132292", "企画部 情報推進課")]
    [InlineData("港区企画経営部", "131032", "企画経営部")]
    [InlineData("東京都港区企画経営部（広報）", "131032", "企画経営部")]
    [InlineData("東京都総務局統計部", "130001", "総務局統計部")]
    [InlineData("東京都会計管理局", "130001", "会計管理局")]
    [InlineData("東京都立川市総務課", "132021", "総務課")]
    [InlineData("港区役所", "131032", "")]
    [InlineData("八王子市役所", "132012", "")]
    [InlineData("大島町役場", "133612", "")]
    [InlineData("東京都庁", "130001", "")]
    [InlineData("港区役所企画課", "131032", "企画課")]
    [InlineData("港区", "131032", "")]
    [InlineData("千代田区立千代田図書館", "131016", "区立千代田図書館")]
    [InlineData("調布市民課", "132080", "市民課")]
    [InlineData("調布市市民課", "132080", "市民課")]
    [InlineData("港区みなと保健所", "131032", "みなと保健所")]
    [InlineData("西東京市企画部情報推進課 042-460-9806", "132292", "企画部情報推進課")]
    [InlineData("港区教育委員会", "131032", "教育委員会")]
    [InlineData("東京都港区教育委員会", "131032", "教育委員会")]
    [InlineData("大阪市港区", null, null)]
    [InlineData("大阪市港区役所", null, null)]
    [InlineData("名古屋市北区総務課", null, null)]
    [InlineData("中央区画整理課", null, null)]
    [InlineData("東京都市計画課", null, null)]
    [InlineData("東京都市大学", null, null)]
    [InlineData("港区商店街連合会", null, null)]
    [InlineData("", null, null)]
    public void ByOffice_ABodyAndWhatFollows_AreBoth(string text, string? code, string? office)
    {
        var found = Directory.ByOffice(text);
        Assert.Equal((code, office), (found.Body?.Code, found.Office));
    }

    [Theory]
    [InlineData("t131032d0000000271", "131032", false)]
    [InlineData("T131032D0000000271", "131032", false)]
    [InlineData("t000054d0000000207", "130001", true)]
    [InlineData("t271004d0000000001", null, false)]
    [InlineData("t131033d0000000001", null, false)]
    [InlineData("t131032d", null, false)]
    [InlineData("t131032", null, false)]
    [InlineData("xt131032d1", null, false)]
    [InlineData("d1", null, false)]
    public void ByRecordId_BeginsWithAnOrganisation_IsItsBody(string id, string? code, bool isOffice)
    {
        var found = Directory.ByRecordId(id);
        Assert.Equal((code, isOffice), (found.Body?.Code, found.IsOffice));
    }

    [Theory]
    [InlineData("T131032", "131032")]
    [InlineData("ｔ１３１０３２", "131032")]
    [InlineData("t13103", "131032")]
    [InlineData("T000054", "130001")]
    [InlineData("Tokyo Metropolis", "130001")]
    [InlineData("t131033", null)]
    [InlineData("t271004", null)]
    public void ByOrganisation_AnIdInAnyWriting_IsItsBody(string id, string? code) => Assert.Equal(code, Directory.ByOrganisation(id).Body?.Code);

    [Fact]
    public void EveryBody_IsFoundByEachOfItsNamesInAnyWriting()
    {
        foreach (var body in Directory.Municipalities)
        {
            foreach (var text in (string[])[body.Name, body.Code, "t" + body.Code, body.Code[..5]])
                Assert.Equal((text, body.Code), (text, (Directory.ByOrganisation(text).Body ?? Directory.ByCode(text))?.Code));
            Assert.Equal(body, Directory.ByOffice(body.Name + "総務部総務課").Body);
            Assert.Equal(body, Directory.ByPlace(body.Name, inTokyo: true));
            // 豊島区 and 利島村 share theirs.
            if (!body.EnglishName.StartsWith("Toshima", StringComparison.Ordinal) || body.Kind == "ward")
                Assert.Equal((body.EnglishName, body), (body.EnglishName, Directory.ByName(VocabularyText.Wide(body.EnglishName.ToUpperInvariant())).Body));
        }
    }

    [Fact]
    public void AnyText_NeverThrowsAndItsBodysNameLeadsToItself()
    {
        var text = Gen.OneOf(Gen.String, Gen.OneOf("東京都", "港区", "府中市", "大阪市", "役所", "企画部", "課", "立", "民", "t131032", "d", "1", " ", "（", "）", "／", "http://data.e-stat.go.jp/lod/sac/C13103", "、").Array[0, 5].Select(string.Concat));
        text.Sample(any =>
        {
            foreach (var body in (Municipality?[])[Directory.ByName(any).Body, Directory.ByOrganisation(any).Body, Directory.ByRecordId(any).Body, Directory.ByOffice(any).Body, Directory.ByPlace(any, inTokyo: true), Directory.ByCode(any)])
                Assert.True(body is null || Directory.ByName(body.Name) == (body, false));
            Assert.Equal(Directory.ByName(any), Directory.ByName(VocabularyText.Wide(any)));
        }, iter: 5_000);
    }

    [Theory]
    [InlineData("131032", "131032")]
    [InlineData("13103", "131032")]
    [InlineData("１３１０３２", "131032")]
    [InlineData("131033", null)]
    [InlineData("http://data.e-stat.go.jp/lod/sac/C13103", "131032")]
    [InlineData("http://data.e-stat.go.jp/lod/sac/C13103-19700401", "131032")]
    [InlineData("http://data.e-stat.go.jp/lod/sac/C27107", null)]
    [InlineData("東京都中央区銀座", "131024")]
    [InlineData("東京都 中央区 銀座四丁目", "131024")]
    [InlineData("東京都西多摩郡瑞穂町", "133035")]
    [InlineData("東京都府中市", "132063")]
    [InlineData("東京都", "130001")]
    [InlineData("東京都立川市", "132021")]
    [InlineData("東京都港区、新宿区", null)]
    [InlineData("東京都内", null)]
    [InlineData("東京都中央区画", null)]
    [InlineData("渋谷区", "131130")]
    [InlineData("北区", null)]
    [InlineData("中央区", null)]
    [InlineData("府中市", null)]
    [InlineData("大島町", null)]
    [InlineData("Kita City", null)]
    [InlineData("大阪市港区", null)]
    [InlineData("広島県府中市", null)]
    [InlineData("港区総務課", null)]
    public void ByPlace_OutsideTokyo_IsWhatCanBeNowhereElse(string text, string? code) => Assert.Equal(code, Directory.ByPlace(text, inTokyo: false)?.Code);

    [Theory]
    [InlineData("北区", "131172")]
    [InlineData("中央区", "131024")]
    [InlineData("府中市", "132063")]
    [InlineData("大島町", "133612")]
    [InlineData("大阪市港区", null)]
    [InlineData("広島県府中市", null)]
    public void ByPlace_OfAPublisherInTokyo_IsItsOwn(string text, string? code) => Assert.Equal(code, Directory.ByPlace(text, inTokyo: true)?.Code);

    [Theory]
    [InlineData(""" "organization":{"name":"t131105","title":"港区"},"name":"t131041d1","maintainer":"渋谷区総務課" """, "131105", "港区")] // the id of the organisation
    [InlineData(""" "organization":{"name":"t131105","title":"目黒区防災課"} """, "131105", "目黒区防災課")] // with the office that its name tells
    [InlineData(""" "organization":{"name":"t131105","title":"目黒区役所"} """, "131105", null)]
    [InlineData(""" "organization":{"name":"x","title":"港区"},"name":"t131041d1","maintainer":"渋谷区総務課" """, "131032", null)] // its name
    [InlineData(""" "organization":{"name":"x","title":"情報課"},"name":"t131041d1","maintainer":"渋谷区総務課" """, "131041", "情報課")] // the record's id
    [InlineData(""" "name":"x1","maintainer":"渋谷区総務部総務課" """, "131130", "総務部総務課")] // the contact
    [InlineData(""" "name":"x1","maintainer":"渋谷区役所" """, "131130", null)]
    [InlineData(""" "name":"x1","maintainer":"渋谷区総務課","extras":[{"key":"部署名","value":"広報課"}] """, "131130", "広報課")]
    [InlineData(""" "name":"x1","maintainer":"総務課" """, "131016", null)] // the site
    [InlineData(""" "name":"x1","maintainer":"大阪市港区役所総務課" """, "131016", null)]
    public void Map_Publisher_IsOfTheNearestWord(string members, string code, string? unit)
    {
        var source = MappingFixture.Source(RecordKind.Ckan, shared: false) with { PublisherCode = "131016" };
        var dataset = MappingFixture.Dataset(RecordKind.Ckan, $$"""{"title":"t",{{members}}}""", source);
        Assert.Equal((code, unit), (dataset.Publisher.Code, dataset.Publisher.Unit));
        Assert.DoesNotContain(dataset.Problems, problem => problem.Code == "unknown-publisher");
    }

    [Fact]
    public void Map_ARecordIdOfAnOrganisation_IsReadWhereTheSourceHasIt()
    {
        var record = new SourceRecord { Source = "test", RecordId = "t131041d0000000001", Position = 1, Kind = RecordKind.Ckan, Payload = """{"title":"t"}"""u8.ToArray(), RawHash = "raw" };
        Assert.Equal("131041", MappingFixture.Mapper.Map(record, MappingFixture.Source(RecordKind.Ckan)).Dataset!.Publisher.Code);
    }

    [Theory]
    [InlineData("t131032", "中央区", "131024", "中央区", "")]
    [InlineData("x", "中央区", null, "中央区", "")]
    [InlineData("x", "東京都中央区銀座", "131024", "東京都中央区銀座", "")]
    [InlineData("x", "131032", "131032", null, "")]
    [InlineData("x", "131033", null, null, "unknown-place")]
    [InlineData("x", "http://data.e-stat.go.jp/lod/sac/C13103", "131032", null, "")]
    [InlineData("x", "http://data.e-stat.go.jp/lod/sac/C27107", null, null, "unknown-place")]
    public void Map_Place_HasItsCodeWhereItIsTokyos(string organization, string place, string? code, string? name, string problem)
    {
        var dataset = MappingFixture.Dataset(RecordKind.Ckan, $$"""{"title":"t","organization":{"name":"{{organization}}"},"spatial_text":"{{place}}"}""");
        Assert.Equal((code, name), (dataset.Spatial?.Code, dataset.Spatial?.Name));
        Assert.Equal(problem, string.Join(' ', dataset.Problems.Select(one => one.Code).Where(one => one == "unknown-place").Distinct()));
    }
}
