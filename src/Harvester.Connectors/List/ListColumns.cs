using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Harvester.Core.Mapping;
using Harvester.Core.Mapping.Normalisers;
using Harvester.Core.Model;

namespace Harvester.Connectors.List;

/// <summary>
/// Column names of オープンデータ一覧 in every edition (自治体標準オープンデータセット since 2023, SHIRASAGI's form of it, 推奨データセット before), and
/// what lists of their own call them. Names are compared by their letters: width, case, white space, line breaks, underscores and notes
/// (「データ名称（必須）」, 「URL※1」) make no difference. What each column means for the common schema is in <c>mappings/crosswalks/list.yml</c>.
/// </summary>
internal sealed partial class ListColumns
{
    /// <summary>The list's own identifiers, the best first.</summary>
    public static readonly string[] Ids = ["データセット_ID", "ID", "管理番号", "データID", "識別子"];

    /// <summary>Identifiers in some lists, mere numbers of the rows in others.</summary>
    public static readonly string[] Numbers = ["NO", "番号", "項番", "通番", "通し番号", "整理番号", "連番"];

    private static readonly string[] Names =
        ["データセット_タイトル", "データ名称", "データセット_名称", "データセット名", "データ名", "オープンデータ名称", "オープンデータ名", "名称", "タイトル", "件名", "表題"];

    /// <summary>The page of a dataset.</summary>
    public static readonly string[] Pages = ["データセット_URL", "掲載ページURL", "公開ページURL", "ページURL", "掲載URL", "公開URL", "掲載ページ"];

    /// <summary>A page or a file: told apart by the address.</summary>
    public static readonly string[] Addresses = ["URL", "アクセスURL", "リンク先URL", "リンク先", "リンク"];

    private static readonly string[] AccessAddresses = ["ファイル_アクセスURL"];
    private static readonly string[] FileAddresses = ["ファイル_ダウンロードURL", "ダウンロードURL", "データURL", "ファイルURL", "リソースURL"];

    /// <summary>What is said of a file, beside the columns that begin with ファイル.</summary>
    private static readonly string[] OfFiles = ["データ形式", "公開形式", "形式", "拡張子", "ライセンス", "利用ライセンス", "利用規約", "API対応有無", "データサイズ", "サイズ", "容量", "文字コード"];

    private static readonly string[] Others =
    [
        "全国地方公共団体コード", "地方公共団体名", "データセット_サブタイトル", "データセット_概要", "データセット_キーワード", "データセット_分類", "データセット_ユニバーサルメニュー",
        "データセット_公開日", "データセット_最終更新日", "データセット_バージョン", "データセット_言語", "データセット_更新頻度", "データセット_準拠する標準", "データセット_ライセンス",
        "データセット_関連ドキュメント", "データセット_来歴情報", "データセット_対象地域", "データセット_対象期間", "データセット_連絡先名称", "データセット_連絡先メールアドレス",
        "データセット_連絡先電話番号", "データセット_連絡先内線番号", "データセット_連絡先FormURL", "データセット_連絡先備考", "データセット_備考", "データセット_作成者",
        "ファイル_ID", "ファイル_タイトル", "ファイル_説明", "ファイル_形式", "ファイル_ライセンス", "ファイル_ステータス", "ファイル_サイズ", "ファイル_公開日", "ファイル_最終更新日",
        "ファイル_利用規約", "ファイル_関連ドキュメント", "ファイル_言語", "ファイル_準拠する標準", "ファイル_著作権表記", "ファイル_API対応有無", "ファイル名",
        "都道府県コード又は市区町村コード", "都道府県コード", "市区町村コード", "団体コード", "都道府県名", "市区町村名", "団体名", "自治体名",
        "データ概要", "データの概要", "概要", "説明", "内容", "分類", "カテゴリ", "カテゴリー", "分野", "キーワード", "タグ", "更新頻度", "登録日", "公開日", "掲載日", "作成日",
        "最終更新日", "更新日", "データ更新日", "対象期間", "対象地域", "言語", "部署名", "担当課", "担当部署", "所管課", "所管部署", "作成者", "連絡先", "連絡先名称", "問い合わせ先",
        "連絡先電話番号", "電話番号", "連絡先メールアドレス", "メールアドレス", "連絡先FormURL", "備考",
    ];

    private readonly FrozenDictionary<string, string> spellings;
    private readonly FrozenSet<string> ofFiles;

    private ListColumns(IReadOnlyDictionary<string, FieldRule> fields)
    {
        Titles = [.. Columns(fields, "title", "rows."), .. Names];
        Accesses = [.. Columns(fields, "distributions.accessUrl", ""), .. AccessAddresses];
        Downloads = [.. Columns(fields, "distributions.downloadUrl", ""), .. FileAddresses];
        var spelled = new Dictionary<string, string>(StringComparer.Ordinal);
        string[] own = [.. fields.Keys.SelectMany(field => Columns(fields, field, field.StartsWith(CrosswalkFields.DistributionPrefix, StringComparison.Ordinal) ? "" : "rows."))];
        foreach (var name in own.Concat(Standard))
            spelled.TryAdd(Key(name), name); // a connector file's own spelling is the one that its rules look for
        spellings = spelled.ToFrozenDictionary(StringComparer.Ordinal);
        var ofOwnFiles = fields.Keys.Where(field => field.StartsWith(CrosswalkFields.DistributionPrefix, StringComparison.Ordinal)).SelectMany(field => Columns(fields, field, ""));
        ofFiles = FrozenSet.ToFrozenSet(OfFiles.Concat(Addresses).Concat(Accesses).Concat(Downloads).Concat(ofOwnFiles).Select(Key), StringComparer.Ordinal);
    }

    /// <summary>Every name that is understood without a rule of the connector file, in the standard's spelling.</summary>
    public static IReadOnlyList<string> Standard { get; } =
        [.. Ids, .. Numbers, .. Names, .. Pages, .. Addresses, .. AccessAddresses, .. FileAddresses, .. OfFiles, .. Others];

    public IReadOnlyList<string> Titles { get; }

    /// <summary>Where a file is offered.</summary>
    public IReadOnlyList<string> Accesses { get; }

    /// <summary>The file itself.</summary>
    public IReadOnlyList<string> Downloads { get; }

    /// <param name="fields">The <c>fields:</c> of the connector file: the columns that they name are known too.</param>
    public static ListColumns For(IReadOnlyDictionary<string, FieldRule> fields) => new(fields);

    public bool IsKnown(string header) => spellings.ContainsKey(Key(header));

    /// <summary>The standard's spelling of a known column; of another its own, in NFKC on one line.</summary>
    public string NameOf(string header) =>
        spellings.GetValueOrDefault(Key(header)) ?? string.Join(' ', Nfkc.Of(header).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Whether a column speaks of the row's file; one that nobody knows may.</summary>
    public bool IsOfFile(string name)
    {
        var key = Key(name);
        return ofFiles.Contains(key) || key.StartsWith("ファイル", StringComparison.Ordinal)
            || (!spellings.ContainsKey(key) && !key.StartsWith("データセット", StringComparison.Ordinal));
    }

    /// <summary>Places of the named columns in a header, in the order of the names.</summary>
    public static int[] Places(IReadOnlyList<string> header, IReadOnlyList<string> names)
    {
        var keys = header.Select(Key).ToArray();
        return [.. names.Select(Key).Distinct(StringComparer.Ordinal).SelectMany(key => Enumerable.Range(0, keys.Length).Where(place => keys[place] == key))];
    }

    private static IEnumerable<string> Columns(IReadOnlyDictionary<string, FieldRule> fields, string field, string prefix) =>
        fields.TryGetValue(field, out var rule)
            ? rule.From.Where(path => path.StartsWith(prefix, StringComparison.Ordinal)).Select(path => path[prefix.Length..]).Where(name => !name.Contains('.', StringComparison.Ordinal))
            : [];

    private static string Key(string name)
    {
        var plain = Nfkc.Of(name);
        var bare = Notes().Replace(plain, "");
        return Ignored().Replace(bare.Any(char.IsLetterOrDigit) ? bare : plain, "").ToUpperInvariant();
    }

    /// <summary>Notes in a head: in brackets, and from ※ or * on.</summary>
    [GeneratedRegex(@"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕|<[^<>]*>|[※*＊].*", RegexOptions.Singleline)]
    private static partial Regex Notes();

    [GeneratedRegex(@"[\s_\-‐–—・.:：、,*※()\[\]【】]+")]
    private static partial Regex Ignored();
}
