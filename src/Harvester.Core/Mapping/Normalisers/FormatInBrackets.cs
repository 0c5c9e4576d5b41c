using System.Text.RegularExpressions;

namespace Harvester.Core.Mapping.Normalisers;

/// <summary>
/// A word with another in brackets: what an archive holds (CSV(ZIP), ZIP(CSV)), which of a family it is (エクセル(xls), 画像（PNG）), or in which
/// characters it is written (CSV形式（Shift_JIS）).
/// </summary>
internal static partial class FormatInBrackets
{
    /// <param name="Word">The format; null when the two words do not go together so.</param>
    /// <param name="Archived">Label of what an archive holds.</param>
    /// <param name="MediaType">Where it is not the format's own: of a shapefile in a zip.</param>
    internal readonly record struct Reading(FormatEntry? Word, string? Archived, string? MediaType);

    internal static Reading Read(string stated, FormatVocabulary vocabulary)
    {
        if (Pair().Match(Nfkc.Of(stated).Trim()) is not { Success: true } pair)
            return default;
        var (outside, inside) = (pair.Groups["outside"].Value, pair.Groups["inside"].Value);
        var outer = vocabulary.Find(outside);
        if (outer is not null && Charset().IsMatch(inside.Trim()))
            return new Reading(outer, null, null);
        if (outer is null || vocabulary.Find(inside) is not { } inner)
            return default;
        if (outer == inner)
            return new Reading(outer, null, null);
        if (outer.Archive != inner.Archive)
        {
            var (archive, content) = outer.Archive ? (outer, inner) : (inner, outer);
            // A shapefile is always several files: in a zip it is what it is outside.
            return content.AlsoIn.Any(archive.Extensions.Contains) ? new Reading(content, null, archive.MediaType) : new Reading(archive, content.Label, null);
        }

        var isLooser = !FormatVocabulary.IsExact(outside, outer) && FormatVocabulary.IsExact(inside, inner);
        return isLooser && (outer.Family == inner.Label || inner.Family == outer.Label || Picture().IsMatch(outside)) ? new Reading(inner, null, null) : default;
    }

    [GeneratedRegex(@"^(?<outside>[^()]+)\((?<inside>[^()]+)\)$", RegexOptions.CultureInvariant)]
    private static partial Regex Pair();

    [GeneratedRegex(@"^(?:utf-?(?:8|16)n?|(?:ms)?932|cp932|shift[-_ ]?jis|s-?jis|euc(?:-?jp)?|iso-2022-jp|jis|ascii|unicode|文字コード.*)(?:[ ,、]*bom(?:付き?|あり|なし|無し?)?)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Charset();

    /// <summary>What names a kind of file and no format.</summary>
    [GeneratedRegex("^(?:画像|写真|図)(?:ファイル|データ)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Picture();
}
