namespace Harvester.Core.Assessment.Quality;

/// <summary>
/// The scheme of the metadata quality assessment (MQA) of data.europa.eu, "MQA methodology": 23 metrics in five dimensions, 405 points in all, and
/// its four ratings. The points are that scheme's; the advice is ours, for those who keep records in Tokyo's catalogues.
/// </summary>
public static class MqaScheme
{
    public static Indicator Keywords { get; } = Find("keyword-usage", "dcat:keyword", 30, "キーワード", "Keywords",
        "データセットにキーワード（タグ）を付けてください。", "Give the dataset keywords (tags).");

    public static Indicator Categories { get; } = Find("categories", "dcat:theme", 30, "分野", "Categories",
        "EUのデータ分野（data-theme）の分野を登録してください。独自の分類だけでは対象になりません。", "State a theme of the EU data-theme list; categories of the site's own do not count.");

    public static Indicator Spatial { get; } = Find("geo-search", "dct:spatial", 20, "対象地域", "Geographic coverage",
        "対象地域（例：港区）を登録してください。", "State the area that the data covers.");

    public static Indicator Temporal { get; } = Find("time-search", "dct:temporal", 20, "対象期間", "Temporal coverage",
        "対象期間（例：2024-04-01～2025-03-31）を登録してください。", "State the period that the data covers.");

    public static Indicator AccessAnswers { get; } = Access("access-url-answers", "dcat:accessURL", 50, "アクセス先の応答", "The access address answers",
        "リンク先が開けるか確認し、移動・削除したファイルのURLを直してください。", "Check that the link opens; correct addresses of files that were moved or removed.");

    public static Indicator Download { get; } = Access("download-url", "dcat:downloadURL", 20, "ダウンロードURL", "Download address",
        "ページではなく、ファイルそのもののURLを登録してください。", "State the address of the file itself, not of a page.");

    public static Indicator DownloadAnswers { get; } = Access("download-url-answers", "dcat:downloadURL", 30, "ダウンロード先の応答", "The download address answers",
        "ファイルのURLが開けるか確認し、移動・削除したファイルのURLを直してください。", "Check that the file can be downloaded; correct the address if it was moved.");

    public static Indicator Format { get; } = Interoperable("format", "dct:format", 20, "ファイル形式", "Format",
        "各ファイルの形式（CSV など）を登録してください。", "State each file's format (CSV and so on).");

    public static Indicator MediaType { get; } = Interoperable("media-type", "dcat:mediaType", 10, "メディアタイプ", "Media type",
        "各ファイルのメディアタイプ（text/csv など）を登録してください。", "State each file's media type (text/csv and so on).");

    public static Indicator FormatVocabulary { get; } = Interoperable("format-vocabulary", "dct:format, dcat:mediaType", 10, "標準の形式名", "Format and media type from a vocabulary",
        "形式とメディアタイプの両方を、標準の名前（CSV、text/csv など）で登録してください。", "State both format and media type by their standard names (CSV, text/csv).");

    public static Indicator NonProprietary { get; } = Interoperable("non-proprietary", "dct:format", 20, "特定の製品に依存しない形式", "Non-proprietary format",
        "CSV や JSON など、特定の製品がなくても開ける形式でも公開してください。", "Publish in a format that needs no particular product, such as CSV or JSON, too.");

    public static Indicator MachineReadable { get; } = Interoperable("machine-readable", "dct:format", 20, "機械判読に適した形式", "Machine-readable format",
        "PDF や画像だけでなく、CSV など機械で読める形式でも公開してください。", "Publish in a machine-readable format such as CSV, not as PDF or pictures alone.");

    public static Indicator DcatAp { get; } = Interoperable("dcat-ap", "DCAT-AP", 30, "DCAT-AP への適合", "DCAT-AP compliance",
        "タイトル、説明文、各ファイルのURLをすべて登録してください。", "State the title, a description, and an address for every file.");

    public static Indicator Licence { get; } = Reusable("licence", "dct:license", 20, "ライセンス", "Licence",
        "データセットまたは各ファイルにライセンス（CC BY 4.0 など）を登録してください。", "State a licence (CC BY 4.0 and so on) for the dataset or its files.");

    public static Indicator LicenceVocabulary { get; } = Reusable("licence-vocabulary", "dct:license", 10, "標準のライセンス名", "Licence from a vocabulary",
        "ライセンスを版まで含む標準の名前（CC BY 4.0 など）で登録してください。", "Name the licence with its version, as CC BY 4.0.");

    public static Indicator AccessRights { get; } = Reusable("access-rights", "dct:accessRights", 10, "公開範囲", "Access rights",
        "公開範囲（PUBLIC など）を登録してください。", "State the access rights (PUBLIC and so on).");

    public static Indicator AccessRightsVocabulary { get; } = Reusable("access-rights-vocabulary", "dct:accessRights", 5, "標準の公開範囲", "Access rights from a vocabulary",
        "公開範囲を EU の語彙（PUBLIC、RESTRICTED、NON_PUBLIC）で登録してください。", "State the access rights by the EU list: PUBLIC, RESTRICTED, NON_PUBLIC.");

    public static Indicator ContactPoint { get; } = Reusable("contact-point", "dcat:contactPoint", 20, "問い合わせ先", "Contact point",
        "担当課の名称、電話番号またはメールアドレスを登録してください。", "State an office with its telephone number or mail address.");

    public static Indicator Publisher { get; } = Reusable("publisher", "dct:publisher", 10, "公表者", "Publisher",
        "公表者（自治体・部局）を登録してください。", "State the publisher.");

    public static Indicator Rights { get; } = Context("rights", "dct:rights", 5, "権利の記載", "Rights",
        "権利に関する記載（出典の示し方など）を登録してください。", "State the rights, such as how to credit.");

    public static Indicator FileSize { get; } = Context("file-size", "dcat:byteSize", 5, "ファイルサイズ", "File size",
        "各ファイルのサイズを登録してください。", "State each file's size.");

    public static Indicator Issued { get; } = Context("issued", "dct:issued", 5, "公開日", "Date of issue",
        "データの公開日を登録してください。", "State when the data was first published.");

    public static Indicator Modified { get; } = Context("modified", "dct:modified", 5, "更新日", "Date of modification",
        "データの更新日を登録してください。", "State when the data was last changed.");

    public static IReadOnlyList<Indicator> Indicators { get; } =
    [
        Keywords, Categories, Spatial, Temporal,
        AccessAnswers, Download, DownloadAnswers,
        Format, MediaType, FormatVocabulary, NonProprietary, MachineReadable, DcatAp,
        Licence, LicenceVocabulary, AccessRights, AccessRightsVocabulary, ContactPoint, Publisher,
        Rights, FileSize, Issued, Modified,
    ];

    /// <summary>The ratings, best first, with the least score of each.</summary>
    public static IReadOnlyList<(string Rating, int Least, Bilingual Name)> Ratings { get; } =
    [
        ("excellent", 351, new("とても良い", "Excellent")),
        ("good", 221, new("良い", "Good")),
        ("sufficient", 121, new("ふつう", "Sufficient")),
        ("bad", 0, new("要改善", "Bad")),
    ];

    public static string RatingOf(int score) => Ratings.First(rating => score >= rating.Least).Rating;

    private static Indicator Find(string id, string property, int points, string ja, string en, string adviceJa, string advice) =>
        Of(QualityDimension.Findability, id, property, points, ja, en, adviceJa, advice);

    private static Indicator Access(string id, string property, int points, string ja, string en, string adviceJa, string advice) =>
        Of(QualityDimension.Accessibility, id, property, points, ja, en, adviceJa, advice);

    private static Indicator Interoperable(string id, string property, int points, string ja, string en, string adviceJa, string advice) =>
        Of(QualityDimension.Interoperability, id, property, points, ja, en, adviceJa, advice);

    private static Indicator Reusable(string id, string property, int points, string ja, string en, string adviceJa, string advice) =>
        Of(QualityDimension.Reusability, id, property, points, ja, en, adviceJa, advice);

    private static Indicator Context(string id, string property, int points, string ja, string en, string adviceJa, string advice) =>
        Of(QualityDimension.Contextuality, id, property, points, ja, en, adviceJa, advice);

    private static Indicator Of(QualityDimension dimension, string id, string property, int points, string ja, string en, string adviceJa, string advice) =>
        new(id, dimension, property, points, new Bilingual(ja, en), new Bilingual(adviceJa, advice));
}
