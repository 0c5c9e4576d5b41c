namespace Harvester.SamplePortals.Content;

/// <summary>Datasets of two bureaus in the metropolitan catalogue (27 each), and six of a ward that stand there only.</summary>
internal static class BureauContent
{
    private static readonly string[] Committee =
    [
        "第1回本委員会_資料11-1　待機児童解消に向けた取組（PDF：398KB）",
        "東京都工賃向上計画_【参考】東京都工賃向上計画（平成24～26年度）（PDF：1,757KB）",
        "第８期障害者施策推進協議会　第１回専門部会_資料６ 地域生活基盤の整備状況（PDF：156KB）",
        "次世代育成支援東京都行動計画(後期計画)　第2章　東京の子供と家庭をめぐる状況",
        "東京都児童相談センター・児童相談所_Tokyo Child Guidance Office",
        "社会福祉施設等一覧（令和３年５月１日時点）",
        "子供食堂推進事業 実施状況",
        "認証保育所一覧",
        "生活保護受給者の有料老人ホーム等の利用実態調査結果（入所者属性）",
        "高齢者保健福祉施策推進委員会_【資料8】第3期介護給付適正化計画に関するアンケート調査結果（概要）",
        "福祉保健基礎調査 都民の生活実態と意識 統計表",
        "有料老人ホーム一覧",
        "サービス付き高齢者向け住宅一覧",
        "ヘルプマーク配布場所一覧",
        "民生委員・児童委員定数",
    ];

    private static readonly string[] WardOnly =
    [
        "【港区】台場シャトルバス停留所一覧",
        "港区の昼間人口・夜間人口",
        "【港区】区有施設の電力使用量",
        "【港区】国勢調査 産業別就業者数",
        "【港区】【行政資料集】税務",
        "【港区】選挙の投票結果",
    ];

    public static IEnumerable<SampleDataset> Create()
    {
        var number = 0;
        for (var month = 1; month <= 12; month++)
        {
            yield return Dataset(CkanContent.GeneralAffairs, ++number, $"「東京の物価」東京都区部消費者物価指数（月報）令和7年{month}月", "MONTHLY", new(2025, month, 28), "CSV");
            yield return Dataset(CkanContent.GeneralAffairs, ++number, $"住民基本台帳による世帯と人口 _令和７年{JapaneseDates.FullWidth($"{month}")}月", "MONTHLY", new(2025, month, 20), "XLSX CSV");
        }

        yield return Dataset(CkanContent.GeneralAffairs, ++number, "東京都の賃金、労働時間及び雇用の動き（毎月勤労統計調査結果）令和6年年報", "ANNUAL", new(2025, 8, 29), "XLSX");
        yield return Dataset(CkanContent.GeneralAffairs, ++number, "東京の防災プラン進捗レポート2025 【第2部】◆ 震災対策_１　建物の耐震化、更新等", "ANNUAL", new(2025, 6, 30), "CSV PDF");
        yield return Dataset(CkanContent.GeneralAffairs, ++number, "東京都統計年鑑 令和6年 １ 土地・気象", "ANNUAL", new(2026, 3, 27), "XLSX CSV");

        number = 0;
        for (var month = 1; month <= 12; month++)
            yield return Dataset(CkanContent.SocialWelfare, ++number, $"福祉局月報（2025年{JapaneseDates.FullWidth($"{month}")}月号）", "MONTHLY", new(2025, month, 25), "XLSX");
        foreach (var title in Committee)
            yield return Dataset(CkanContent.SocialWelfare, ++number, title, "IRREG", Stable.Day(title), title.Contains("PDF", StringComparison.Ordinal) ? "PDF CSV" : "CSV");

        // Numbers as far along as the real catalogue's: t131032d0000000271 is one of its names.
        number = 265;
        foreach (var title in WardOnly)
            yield return Dataset(Municipality.Minato.Organisation, ++number, title, "NEVER", Stable.Day(title), "CSV");
    }

    private static SampleDataset Dataset(string organisation, int number, string title, string frequency, DateOnly modified, string formats)
    {
        var (folder, unit, category) = organisation switch
        {
            CkanContent.GeneralAffairs => ("soumu", "統計部", "行財政"),
            CkanContent.SocialWelfare => ("fukushi", "総務部", "健康・福祉"),
            _ => ("minato", "企画課", "行財政"),
        };
        var dataset = new SampleDataset
        {
            Name = CkanContent.Name(organisation, number),
            Title = title,
            Description = title + "です。",
            Category = category,
            Unit = unit,
            Organisation = organisation,
            Frequency = frequency,
            Issued = modified,
            Modified = modified,
        };
        foreach (var format in formats.Split(' '))
            dataset.Files.Add(Drafts.File(title, format, CkanContent.FileUrl(folder, $"{number:D4}_{modified:yyyyMM}.{Drafts.Extension(format)}"), modified));
        return dataset;
    }
}
