using Harvester.Core.Model;
using Xunit;

namespace Harvester.Tests.Mapping;

/// <summary>One full record of each kind, every field checked by hand.</summary>
public sealed class MapperKindsTests
{
    [Fact]
    public void Map_MinatoPackage_IsAsReadByAPerson()
    {
        var result = MappingFixture.Map(RecordKind.Ckan, File.ReadAllBytes(MappingFixture.Shared("real/ckan/tokyo_package_minato.json")));
        var dataset = result.Dataset!;
        Assert.Empty(result.Problems);
        Assert.Equal("港区の住宅宿泊事業届出情報一覧", dataset.Title["ja"]);
        Assert.StartsWith("【港区】住宅宿泊事業届出情報一覧です。\n", dataset.Description!["ja"], StringComparison.Ordinal);
        Assert.Equal(("131032", "港区", null, "t131032"), (dataset.Publisher.Code, dataset.Publisher.Name!["ja"], dataset.Publisher.Unit, dataset.Publisher.Organization));
        Assert.Equal("みなと保健所生活衛生課", dataset.ContactPoint!.Name);
        Assert.Equal("出典：港区（CC BY 4.0）", dataset.Attribution);
        Assert.Equal(["観光"], dataset.Groups);
        Assert.Equal(("CC-BY-4.0", true, LicenceBasis.Record), (dataset.Licence!.Id, dataset.Licence.Open, dataset.Licence.Basis));
        Assert.Contains("クリエイティブ・コモンズ 表示（CC BY）", dataset.Licence.Original, StringComparison.Ordinal);
        Assert.Null(dataset.Issued);   // its files are older than the record that CKAN made of them
        Assert.Equal(("2025-06-18T15:00:00Z", ModifiedBasis.Resources), (dataset.Modified, dataset.ModifiedBasis));
        Assert.Equal("MONTHLY", dataset.Frequency);
        Assert.Equal("https://www.city.minato.tokyo.jp/jutakushukuhakutan/minpakuichiran20180614.html", dataset.LandingPage);
        Assert.Equal(["t131032d0000000271"], dataset.Identifiers);
        Assert.Equal(["CSV", "GEOJSON", "CSV"], dataset.Distributions.Select(one => one.Format));
        var first = dataset.Distributions[0];
        Assert.Equal("c983ef87-d481-4267-a514-e228b37c62de", first.Id);
        Assert.Equal("住宅宿泊事業届出情報一覧（2025年（令和7年）3月31日現在）", first.Title!["ja"]);
        Assert.Equal(("text/csv", 131072L, 3, "2025-06-18T15:00:00Z"), (first.MediaType, first.ByteSize, first.Openness, first.Modified));
        Assert.EndsWith("jyutakusyukuhaku_202503.csv", first.DownloadUrl, StringComparison.Ordinal);
    }

    [Fact]
    public void Map_PageOfLabels_IsReadByItsWords_AndFieldsGoBefore()
    {
        const string page = """
            { "title": "避難所一覧", "modified": "令和6年4月1日",
              "labels": { "説明": "避難所の位置。", "キーワード": ["防災", "避難"], "担当課": "防災課", "お問い合わせ先": "防災課 計画係", "E-MAIL": "bosai@city.example.jp", "電話番号": "03-1234-5678",
                "分類": "防災", "ライセンス": "CC BY 4.0", "公開日": "2021年4月1日", "作成日": "2021年3月1日", "更新日": "令和5年4月1日", "更新頻度": "年1回", "対象期間": "令和5年度",
                "対象地域": "港区", "言語": "日本語", "ID": "131032_001", "利用規約": "出典を明記すること。", "ファイル": "CSV", "座標系": "世界測地系" } }
            """;
        var result = MappingFixture.Map(RecordKind.Html, page);
        var dataset = result.Dataset!;
        Assert.Equal("避難所の位置。", dataset.Description!["ja"]);
        Assert.Equal(["防災", "避難"], dataset.Keywords!["ja"]);
        Assert.Equal(("防災課", "防災課 計画係", "bosai@city.example.jp", "03-1234-5678"), (dataset.Publisher.Unit, dataset.ContactPoint!.Name, dataset.ContactPoint.Email, dataset.ContactPoint.Phone));
        Assert.Equal(["防災"], dataset.Groups);
        Assert.Equal(("CC-BY-4.0", "2021-04-01", "2024-04-01", "ANNUAL"), (dataset.Licence!.Id, dataset.Issued, dataset.Modified, dataset.Frequency));
        Assert.Equal(("2023-04-01", "2024-03-31"), (dataset.Temporal!.Start, dataset.Temporal.End));
        Assert.Equal("港区", dataset.Spatial!.Name);
        Assert.Equal(["ja"], dataset.Language);
        Assert.Equal(["131032_001"], dataset.Identifiers);
        Assert.Equal("出典を明記すること。", dataset.Rights);
        Assert.Equal(["labels.座標系"], result.Unmapped.Select(field => field.Path));
    }

    [Fact]
    public void Map_TranslatedPackage_KeepsEveryLanguage()
    {
        var dataset = MappingFixture.Map(RecordKind.Ckan, File.ReadAllBytes(MappingFixture.Shared("real/ckan/ckan_dataset_multilingual.json"))).Dataset!;
        Assert.Equal("Test DCAT dataset", dataset.Title["en"]);
        Assert.Equal("Conjunt de dades de prova DCAT", dataset.Title["ca"]);
        Assert.False(dataset.Title.ContainsKey("ja"));
        Assert.Equal(["Roures", "Pins"], dataset.Keywords!["ca"]);
        Assert.Equal(("2024-05-01", "2024-05-05", ModifiedBasis.Stated), (dataset.Issued, dataset.Modified, dataset.ModifiedBasis));
        Assert.Equal(["en", "ca", "es"], dataset.Language);
        Assert.Equal("2024-05-05T09:33:20+09:00", dataset.Distributions[0].Modified);
        Assert.Equal("Recurs 1", dataset.Distributions[0].Title!["ca"]);
    }

    [Fact]
    public void Map_EnvidatSearchResults_HaveTheVersionOfTheirLicenceFromItsAddress()
    {
        using var answer = MappingFixture.SharedJson("real/ckan/envidat_package_search.json");
        foreach (var package in answer.RootElement.GetProperty("result").GetProperty("results").EnumerateArray())
        {
            var dataset = MappingFixture.Dataset(RecordKind.Ckan, package.GetRawText());
            Assert.Equal(("CC-BY-4.0", (string?)null), (dataset.Licence!.Id, dataset.Publisher.Code));
            Assert.Contains(dataset.Problems, problem => problem.Code == "unknown-publisher");
        }
    }

    [Fact]
    public void Map_FullDcatApPackage_HasItsPeriodAndPlace()
    {
        var dataset = MappingFixture.Map(RecordKind.Ckan, File.ReadAllBytes(MappingFixture.Shared("real/ckan/ckan_full_dataset_dcat_ap.json"))).Dataset!;
        Assert.Equal("1905-03-01", dataset.Temporal!.Start);
        Assert.Equal("Tarragona", dataset.Spatial!.Name);
        Assert.Equal("Polygon", dataset.Spatial.Geometry!.Value.GetProperty("type").GetString());
        Assert.Equal(("CC-BY-3.0", LicenceBasis.Distribution), (dataset.Licence!.Id, dataset.Licence.Basis));
        Assert.Equal(["xx-some-dataset-id-yy", "alt-id-1", "alt-id-2", "test-dataset-shacl"], dataset.Identifiers);
        Assert.Equal(("MONTHLY", "contact1@example.org"), (dataset.Frequency, dataset.ContactPoint!.Email));
    }

    [Fact]
    public void Map_DcatTree_IsReadByLanguageAndNode()
    {
        var dataset = MappingFixture.Dataset(RecordKind.Dcat, """
            {"@catalog":{"@id":"https://c","dct:license":[{"@id":"http://creativecommons.org/licenses/by/4.0/"}]},
             "@id":"https://c/d/1","@type":["dcat:Dataset"],
             "dcat:contactPoint":[{"vcard:fn":[{"@value":"窓口"}],"vcard:hasEmail":[{"@id":"mailto:a@example.jp"}]}],
             "dcat:distribution":[{"@id":"https://c/d/1#csv","dcat:byteSize":[{"@value":"147253.0"}],"dcat:downloadURL":[{"@id":"https://c/避難所.csv"}],
               "dcat:mediaType":[{"@id":"https://www.iana.org/assignments/media-types/text/csv"}],"dct:format":[{"@id":"http://publications.europa.eu/resource/authority/file-type/CSV"}],"dct:title":[{"@value":"CSV版","@language":"ja"}]}],
             "dcat:keyword":[{"@value":"防災","@language":"ja"},{"@value":"shelter","@language":"en"}],
             "dcat:landingPage":[{"@id":"https://c/d/1.html"}],
             "dcat:theme":[{"@id":"http://publications.europa.eu/resource/authority/data-theme/JUST"},{"@value":"防災"}],
             "dct:accrualPeriodicity":[{"@id":"http://publications.europa.eu/resource/authority/frequency/ANNUAL"}],
             "dct:description":[{"@value":"説明"}],"dct:identifier":[{"@value":"d-1"}],"dct:issued":[{"@value":"2024-05-01","@type":"xsd:date"}],
             "dct:language":[{"@id":"http://publications.europa.eu/resource/authority/language/JPN"}],
             "dct:modified":[{"@value":"2024-05-08T04:11:24","@type":"xsd:dateTime"}],
             "dct:publisher":[{"@id":"https://c/org/1","foaf:name":[{"@value":"渋谷区","@language":"ja"}]}],
             "dct:spatial":[{"@value":"139.66,35.64,139.72,35.69"}],
             "dct:temporal":[{"dcat:endDate":[{"@value":"2024-12-31"}],"dcat:startDate":[{"@value":"2020-03"}]}],
             "dct:title":[{"@value":"避難所","@language":"ja"},{"@value":"Shelters","@language":"en"},{"@value":"無印"}]}
            """);
        Assert.Equal(("避難所", "Shelters", "無印"), (dataset.Title["ja"], dataset.Title["en"], dataset.Title["und"]));
        Assert.Equal("説明", dataset.Description!["und"]);
        Assert.Equal(["shelter"], dataset.Keywords!["en"]);
        Assert.Equal(("131130", "https://c/org/1"), (dataset.Publisher.Code, dataset.Publisher.Organization));
        Assert.Equal(new ContactPoint { Name = "窓口", Email = "a@example.jp" }, dataset.ContactPoint);
        Assert.Equal([new Theme("http://publications.europa.eu/resource/authority/data-theme/JUST", "stated")], dataset.Themes);
        Assert.Equal(["防災"], dataset.Groups);
        Assert.Equal(("CC-BY-4.0", LicenceBasis.Catalogue), (dataset.Licence!.Id, dataset.Licence.Basis));
        Assert.Equal(("2024-05-01", "2024-05-08T04:11:24+09:00", ModifiedBasis.Stated), (dataset.Issued, dataset.Modified, dataset.ModifiedBasis));
        Assert.Equal("ANNUAL", dataset.Frequency);
        Assert.Equal(new PeriodOfTime("2020-03-01", "2024-12-31"), dataset.Temporal);
        Assert.Equal([139.66, 35.64, 139.72, 35.69], dataset.Spatial!.Bbox!);
        Assert.Equal(["ja"], dataset.Language);
        Assert.Equal("https://c/d/1.html", dataset.LandingPage);
        Assert.Equal(["d-1"], dataset.Identifiers);
        var file = Assert.Single(dataset.Distributions);
        Assert.Equal(("https://c/d/1#csv", "CSV", "text/csv", 147253L, 3), (file.Id, file.Format, file.MediaType, file.ByteSize, file.Openness));
        Assert.Equal("https://c/%E9%81%BF%E9%9B%A3%E6%89%80.csv", file.DownloadUrl);
    }

    [Fact]
    public void Map_HtmlRecord_NormalisesRawTexts()
    {
        var source = MappingFixture.Source(RecordKind.Html, shared: false) with { PublisherCode = "131041", Licence = new SiteLicence("LicenseRef-CC-BY-2.1-JP", "https://example.jp/terms") };
        var dataset = MappingFixture.Dataset(RecordKind.Html, """
            {"title":"ＡＥＤ設置箇所","description":"一覧","modified":"更新日：令和5年3月31日","issued":"R2.7.1","keywords":["防災、救急"],"contactPoint.name":"危機管理課","groups":"安全・安心","landingPage":"http://example.jp/a.html",
             "distributions":[{"title":"CSV","downloadUrl":"http://example.jp/aed.csv","format":"CSV","byteSize":"1,105KB"},{"title":"Excel","downloadUrl":"http://example.jp/aed.xlsx","format":"エクセル"},{"downloadUrl":"http://example.jp/aed.csv","title":"CSV"}]}
            """, source);
        Assert.Equal("ＡＥＤ設置箇所", dataset.Title["ja"]);
        Assert.Equal(("2023-03-31", "2020-07-01", ModifiedBasis.Stated), (dataset.Modified, dataset.Issued, dataset.ModifiedBasis));
        Assert.Equal(["防災", "救急"], dataset.Keywords!["ja"]);
        Assert.Equal("危機管理課", dataset.ContactPoint!.Name);
        Assert.Equal(["安全・安心"], dataset.Groups);
        Assert.Equal(("131041", "新宿区"), (dataset.Publisher.Code, dataset.Publisher.Name!["ja"]));
        Assert.Equal(("LicenseRef-CC-BY-2.1-JP", LicenceBasis.Site, "https://example.jp/terms"), (dataset.Licence!.Id, dataset.Licence.Basis, dataset.Licence.Statement));
        Assert.Equal(["CSV", "XLSX"], dataset.Distributions.Select(one => one.Format));
        Assert.Equal(1131520, dataset.Distributions[0].ByteSize);
        Assert.Equal("http://example.jp/aed.csv", dataset.Distributions[0].AccessUrl);
        Assert.Contains(dataset.Problems, problem => problem.Code == "duplicate-distribution");
    }

    [Fact]
    public void Map_ListRows_AreOneDatasetWithAFileEach()
    {
        var dataset = MappingFixture.Dataset(RecordKind.List, """
            {"url":"https://example.jp/list.csv","rows":[
             {"全国地方公共団体コード":"131024","データセット_ID":"D1","地方公共団体名":"東京都中央区","データセット_タイトル":"避難所一覧","データセット_キーワード":"防災;避難","データセット_分類":"防災","データセット_公開日":"2020/3/1","データセット_最終更新日":"令和6年4月1日","データセット_更新頻度":"年１回","データセット_対象期間":"令和5年度","データセット_対象地域":"中央区","データセット_連絡先名称":"防災課","データセット_連絡先電話番号":"03-0000-0000"},
             {"データセット_ID":"D1","データセット_タイトル":"避難所一覧"}],
             "files":[
             {"ファイル_タイトル":"CSV版","downloadUrl":"https://example.jp/a.csv","ファイル_形式":"CSV","ファイル_ライセンス":"CC BY 4.0","ファイル_サイズ":"12KB"},
             {"ファイル_タイトル":"PDF版","downloadUrl":"https://example.jp/a.pdf","ファイル_形式":"PDF","ファイル_ライセンス":"CC-BY 4.0"}]}
            """);
        Assert.Equal("避難所一覧", dataset.Title["ja"]);
        Assert.Equal("131024", dataset.Publisher.Code);
        Assert.Equal(["防災", "避難"], dataset.Keywords!["ja"]);
        Assert.Equal(("2020-03-01", "2024-04-01", "ANNUAL"), (dataset.Issued, dataset.Modified, dataset.Frequency));
        Assert.Equal(new PeriodOfTime("2023-04-01", "2024-03-31"), dataset.Temporal);
        Assert.Equal(("131024", "中央区"), (dataset.Spatial!.Code, dataset.Spatial.Name));
        Assert.Equal(new ContactPoint { Name = "防災課", Phone = "03-0000-0000" }, dataset.ContactPoint);
        Assert.Equal(("CC-BY-4.0", LicenceBasis.Distribution), (dataset.Licence!.Id, dataset.Licence.Basis));
        Assert.Equal([("CSV", 3), ("PDF", 1)], dataset.Distributions.Select(one => (one.Format!, one.Openness!.Value)));
        Assert.Equal(["D1"], dataset.Identifiers);
    }

    [Fact]
    public void Map_OlderList_IsReadByItsOwnColumns()
    {
        var dataset = MappingFixture.Dataset(RecordKind.List, """
            {"rows":[{"都道府県コード又は市区町村コード":"13113","市区町村名":"渋谷区","データ名称":"公園","更新頻度":"随時","登録日":"H30.4.1","最終更新日":"2019.4"}],
             "files":[{"データ形式":"ｃｓｖ","downloadUrl":"https://example.jp/p.csv","ライセンス":"CC BY"}]}
            """);
        Assert.Equal(("131130", "公園", "IRREG", "2018-04-01", "2019-04"), (dataset.Publisher.Code, dataset.Title["ja"], dataset.Frequency, dataset.Issued, dataset.Modified));
        Assert.Equal("LicenseRef-CC-BY", dataset.Licence!.Id);
        Assert.Equal("CSV", Assert.Single(dataset.Distributions).Format);
        Assert.Contains(dataset.Problems, problem => problem.Code == "licence-note");
    }
}
