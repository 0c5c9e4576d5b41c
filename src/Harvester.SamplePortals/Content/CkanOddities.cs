namespace Harvester.SamplePortals.Content;

/// <summary>What the real catalogue has and a tidy one would not; each on one dataset that the tests can name.</summary>
internal static class CkanOddities
{
    public static void Apply(SampleDatasets datasets)
    {
        var shinjuku = (int number) => datasets[CkanContent.Name(Municipality.Shinjuku.Organisation, number)];
        var komae = (int number) => datasets[CkanContent.Name(Municipality.Komae.Organisation, number)];
        var hinode = (int number) => datasets[CkanContent.Name(Municipality.Hinode.Organisation, number)];
        var hinohara = (int number) => datasets[CkanContent.Name(Municipality.Hinohara.Organisation, number)];

        shinjuku(4).Overrides["num_resources"] = 28;
        shinjuku(2).Description = "<p>新宿区の<b>AED</b>設置箇所一覧です。<br>詳しくは<a href=\"http://catalog.tokyo.example/about\">こちら</a></p><script>alert(1)</script>";
        shinjuku(3).Title = "【新宿区】ＡＥＤ・指定緊急避難場所一覧（２０２６年度版）";
        shinjuku(5).Files[0].FormatLabel = "ＣＳＶ";
        shinjuku(5).Files[1].FormatLabel = "エクセル";
        shinjuku(8).Files[0].FormatLabel = "csv";

        komae(1).Files[0].Url = CkanContent.FileUrl("komae", "観光施設一覧 令和８年.csv");
        komae(2).Files[0].Url = "javascript:void(0)";
        komae(3).Files[0].Url = $"http://{CkanContent.Host}/storage/download/{Stable.Uuid("komae-3")}";
        komae(5).Files[0].Url = $"http://{CkanContent.Host}/storage/download.cgi?no=5&kind=c";
        komae(6).Files.Clear();

        License(hinode(1), "other", "町独自の利用ルールによる（商用利用は事前に御相談ください）", null);
        License(hinode(2), "", "", "");
        License(hinode(3), null, null, null);
        License(hinode(4), "cc-by", "クリエイティブ・コモンズ 表示", "http://www.opendefinition.org/licenses/cc-by");
        License(hinode(6), "CC0-1.0", "CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/deed.ja");

        hinohara(1).Frequency = null;
        hinohara(2).Description = "";
        hinohara(3).Title = "【檜原村】　教育機関一覧 ";
        hinohara(4).Overrides["maintainer_email"] = "opendata@vill.hinohara.example、soumu@vill.hinohara.example";
        hinohara(5).Files[0].Overrides["last_modified"] = null;
        hinohara(5).Files[0].Overrides["size"] = 1;
    }

    private static void License(SampleDataset dataset, string? id, string? title, string? url)
    {
        dataset.Overrides["license_id"] = id;
        dataset.Overrides["license_title"] = title;
        dataset.Overrides["license_url"] = url;
        dataset.Overrides["isopen"] = id is "cc-by" or "CC0-1.0";
    }
}
