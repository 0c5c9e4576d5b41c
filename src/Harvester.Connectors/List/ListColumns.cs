using System.Collections.Frozen;
using Harvester.Core.Mapping.Normalisers;

namespace Harvester.Connectors.List;

/// <summary>
/// Column names of オープンデータ一覧: of 自治体標準オープンデータセット (since 2023), of 推奨データセット before it, and what lists of their own call
/// them. Compared after NFKC, without regard to case and white space.
/// </summary>
internal static class ListColumns
{
    /// <summary>The list's own identifiers, the best first.</summary>
    public static readonly IReadOnlyList<string> Ids = Fold("データセット_ID", "データセットID", "ID", "管理番号");

    /// <summary>Identifiers in some lists, mere numbers of the rows in others.</summary>
    public static readonly IReadOnlyList<string> Numbers = Fold("NO", "NO.", "番号", "項番", "通番", "通し番号", "整理番号");

    public static readonly IReadOnlyList<string> Titles = Fold(
        "データセット_タイトル", "データ名称", "データセット名称", "データセット名", "データセットタイトル", "データ名", "オープンデータ名", "名称", "タイトル", "件名");

    /// <summary>The page of a dataset, or its file: told apart by the address.</summary>
    public static readonly IReadOnlyList<string> Urls = Fold(
        "データセット_URL", "データセットURL", "掲載ページURL", "ページURL", "掲載URL", "公開URL", "URL", "アクセスURL");

    private static readonly FrozenSet<string> Known = FrozenSet.Create(StringComparer.Ordinal, [
        .. Ids, .. Numbers, .. Titles, .. Urls,
        .. Fold(
            "全国地方公共団体コード", "地方公共団体名", "データセット_サブタイトル", "データセット_概要", "データセット_キーワード", "データセット_分類", "データセット_ユニバーサルメニュー",
            "データセット_公開日", "データセット_最終更新日", "データセット_バージョン", "データセット_言語", "データセット_更新頻度", "データセット_準拠する標準",
            "データセット_関連ドキュメント", "データセット_来歴情報", "データセット_対象地域", "データセット_対象期間", "データセット_連絡先名称",
            "データセット_連絡先メールアドレス", "データセット_連絡先電話番号", "データセット_連絡先内線番号", "データセット_連絡先FormURL", "データセット_備考",
            "データセット_作成者", "ファイル_ID", "ファイル_タイトル", "ファイル_アクセスURL", "ファイル_ダウンロードURL", "ファイル_説明", "ファイル形式", "ファイル_形式", "ファイル_ライセンス",
            "ファイル_ステータス", "ファイル_サイズ", "ファイル_公開日", "ファイル_最終更新日", "ファイル_利用規約", "ファイル_関連ドキュメント", "ファイル_言語",
            "ファイル_準拠する標準", "ファイル_著作権表記", "API対応有無",
            "都道府県コード又は市区町村コード", "都道府県名", "市区町村名", "データ概要", "データ形式", "分類", "更新頻度", "ライセンス", "登録日", "最終更新日",
            "ダウンロードURL", "データURL", "ファイルURL", "ファイル名", "形式", "概要", "説明", "公開日", "更新日", "カテゴリ", "キーワード", "部署名", "担当課", "所管課", "連絡先", "備考"),
    ]);

    public static bool IsKnown(string header) => Known.Contains(Fold(header));

    /// <summary>Place of the first of the names that the header has; -1 when it has none.</summary>
    public static int Find(IReadOnlyList<string> header, IReadOnlyList<string> names)
    {
        foreach (var name in names)
        {
            for (var i = 0; i < header.Count; i++)
            {
                if (Fold(header[i]) == name)
                    return i;
            }
        }

        return -1;
    }

    private static IReadOnlyList<string> Fold(params string[] names) => [.. names.Select(Fold)];

    private static string Fold(string name) => string.Concat(Nfkc.Of(name).Where(c => !char.IsWhiteSpace(c))).ToUpperInvariant();
}
