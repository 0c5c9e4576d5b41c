using System.Text.RegularExpressions;
using Harvester.Core.Mapping.Normalisers;

namespace Harvester.Core.Assessment.StandardDatasets;

/// <summary>
/// Titles as they are looked up among the sheets: peeled, layer by layer, of the publisher (【港区】, 「港区の」, 東村山市…), what marks a standard dataset, a number of its sheet, a date and a
/// format. What is left counts as a whole: 「～実施医療機関一覧」 and 「埋蔵文化財一覧」 are other lists than their ends say.
/// </summary>
/// <param name="bodies">Names of municipalities.</param>
internal sealed partial class PeeledTitles(IEnumerable<string> bodies)
{
    private readonly string[] bodies = [.. bodies.Select(Text.Comparable).SelectMany(BodyName.Spellings).Append(BodyName.Metropolis).OrderByDescending(name => name.Length)];

    public string Of(string title)
    {
        var text = Text.Comparable(title).Replace(" ", "", StringComparison.Ordinal);
        for (var before = ""; before != text;)
        {
            before = text;
            text = Peeled(text);
        }

        return Key(text);
    }

    /// <summary>Of words that have nothing to peel.</summary>
    public static string Key(string words) => Text.Compact(Places().Replace(Text.ToNfkc(words), "箇所"));

    private string Peeled(string text)
    {
        if (FirstBracket().Match(text) is { Success: true } first && IsAside(first.Groups[1].Value))
            text = first.Groups[2].Value;
        if (LastBracket().Match(text) is { Success: true } last && IsAside(last.Groups[2].Value))
            text = last.Groups[1].Value;
        text = Ending().Replace(Beginning().Replace(text, ""), "");
        return WithoutBody(text);
    }

    private bool IsAside(string words) => AsideWords().IsMatch(words) || Ending().Replace(words, "").Length == 0 || WithoutBody(words + "の").Length == 0;

    private string WithoutBody(string text)
    {
        if (Array.Find(bodies, name => BodyName.After(text, name) is not null) is not { } body)
            return text;
        var rest = text[body.Length..];
        if (rest.StartsWith('立')) // 新宿区立小学校一覧 is 区立小学校一覧
            return body[^1] + rest;
        rest = Joint().Replace(rest, "");
        return rest.Length > 0 || text.EndsWith('の') ? rest : text;
    }

    [GeneratedRegex(@"^[【\[(「『]([^】\])」』]*)[】\])」』](.+)$", RegexOptions.CultureInvariant)]
    private static partial Regex FirstBracket();

    [GeneratedRegex(@"^(.+)[【\[(「『]([^【\[(「『]*)[】\])」』]$", RegexOptions.CultureInvariant)]
    private static partial Regex LastBracket();

    [GeneratedRegex(@"^(?:csv|xlsx?|excel|エクセル|tsv|geojson|json|utf-?8|shift[-_]?jis|sjis|(?:csv|excel|エクセル)(?:形式|データ|版|ファイル)|推奨データセット|(?:自治体)?標準オープンデータセット|(?:自治体)?標準データセット|オープンデータ)$", RegexOptions.CultureInvariant)]
    private static partial Regex AsideWords();

    // A mark of the standard, or the sheet's number.
    [GeneratedRegex(@"^[_\-・:：]*(?:(?:推奨データセット|自治体標準オープンデータセット)[_\-・:]*(?=.)|\d{1,2}[_.\-・:](?=\D))?", RegexOptions.CultureInvariant)]
    private static partial Regex Beginning();

    [GeneratedRegex(@"[_\-・:]*(?:(?:令和|平成|r|h)?(?:\d{1,4}|元)年(?:度|版)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:現在|時点|更新|版|分|末)*|(?<=[_\-・:]|^)(?:r|h)?\d{4,8}|\.csv)$|[_\-・:]+$", RegexOptions.CultureInvariant)]
    private static partial Regex Ending();

    [GeneratedRegex(@"^(?:役所|役場)?(?:区内|市内|町内|村内|内)?(?:における|の|[_\-・:])?", RegexOptions.CultureInvariant)]
    private static partial Regex Joint();

    [GeneratedRegex("[ヶケヵカか個]所", RegexOptions.CultureInvariant)]
    private static partial Regex Places();
}
