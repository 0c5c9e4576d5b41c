using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Harvester.Core.Mapping.Normalisers;

namespace Harvester.Connectors.Html;

/// <summary>
/// What the words around a link say of its file: <c>from: auto</c>. 「配水管延長（CSV：9KB）（別ウィンドウで開きます）」 is a CSV file of 9KB named
/// 配水管延長.
/// </summary>
internal static partial class LinkWords
{
    /// <summary>Words for a format (as a pattern on NFKC upper case) and the extensions that do not contradict them.</summary>
    private static readonly (Regex Words, string[] Extensions)[] Formats =
    [
        (Word("GEOJSON"), ["GEOJSON", "JSON"]),
        (Word("TOPOJSON"), ["TOPOJSON", "JSON"]),
        (Word("JSON-?LD"), ["JSONLD", "JSON"]),
        (Word("JSON"), ["JSON", "GEOJSON", "JSONLD"]),
        (Word("CSV"), ["CSV"]),
        (Word("TSV"), ["TSV"]),
        (Word("EXCEL|XLS[XMB]?|エクセル"), ["XLSX", "XLS", "XLSM", "XLSB"]),
        (Word("SHAPE|SHP|シェープ|シェイプ"), ["SHP"]),
        (Word("KML"), ["KML"]),
        (Word("KMZ"), ["KMZ"]),
        (Word("GML"), ["GML", "XML"]),
        (Word("GPKG|GEOPACKAGE"), ["GPKG"]),
        (Word("GTFS"), []),
        (Word("RDF"), ["RDF", "TTL", "NT"]),
        (Word("TTL|TURTLE"), ["TTL"]),
        (Word("XML"), ["XML", "GML"]),
        (Word("ODS"), ["ODS"]),
        (Word("PDF"), ["PDF"]),
        (Word("WORD|DOCX?|ワード"), ["DOCX", "DOC"]),
        (Word("POWERPOINT|PPTX?|パワーポイント"), ["PPTX", "PPT"]),
        (Word("TXT|テキスト"), ["TXT"]),
        (Word("ZIP"), ["ZIP"]),
    ];

    private static readonly string[] Known = [.. Formats.SelectMany(format => format.Extensions).Distinct()];
    private static readonly string[] LabelAttributes = ["alt", "aria-label", "title"];

    /// <summary>
    /// The format by the words in brackets, of the icon and of labels; then by the link's other words and those that follow it; then by class; then by
    /// the file's extension. Words that name two formats name none. Null when nothing tells.
    /// </summary>
    public static string? Format(IElement element, Uri? file)
    {
        var link = LinkOf(element);
        var extension = Extension(file);
        var text = ElementText.Of(link);
        var after = TextAfter(link);
        var certain = string.Join('\n', Brackets().Matches(text + "\n" + after).Select(match => match.Value).Concat(Labels(link)));
        return Named(certain, extension)
            // A name may speak of formats (「CSVの開き方」): a known extension says more.
            ?? (Known.Contains(extension) && extension != "ZIP" ? extension : Named(text, extension) ?? Named(after, extension))
            ?? Named(string.Join('\n', Classes(link)), extension)
            ?? extension;
    }

    /// <summary>The size as it stands in the words in or after the link, or null.</summary>
    public static string? Size(IElement element)
    {
        var link = LinkOf(element);
        var match = SizeWords().Match(ElementText.Clean(string.Join('\n', [ElementText.Of(link), .. Labels(link), TextAfter(link)])));
        return match.Success ? match.Value : null;
    }

    /// <summary>The link's words without the brackets at their end that tell format, size or window; null when nothing is left.</summary>
    public static string? Title(IElement element)
    {
        var title = ElementText.Clean(ElementText.Of(LinkOf(element)));
        while (LastBracket().Match(title) is { Success: true } last && IsAboutTheFile(last.Value))
            title = title[..last.Index].TrimEnd();
        return title.Length == 0 ? null : title;
    }

    private static IElement LinkOf(IElement element) =>
        element.HasAttribute("href") ? element : element.QuerySelector("a[href]") ?? element;

    private static bool IsAboutTheFile(string bracket) =>
        SizeWords().IsMatch(bracket) || WindowWords().IsMatch(bracket) || Formats.Any(format => format.Words.IsMatch(Fold(bracket)));

    private static string? Named(string words, string? extension)
    {
        var folded = Fold(words);
        Match? found = null;
        string[] extensions = [];
        foreach (var (pattern, alternatives) in Formats)
        {
            if (pattern.Match(folded) is not { Success: true } match)
                continue;
            if (found is not null)
                return null;
            (found, extensions) = (match, alternatives);
        }

        return found is null ? null : extension is not null && extensions.Contains(extension) ? extension : found.Value;
    }

    private static IEnumerable<string> Labels(IElement link) =>
        from element in link.QuerySelectorAll("img,svg,i,span").Prepend(link)
        from name in LabelAttributes
        let label = element.GetAttribute(name)
        where !string.IsNullOrWhiteSpace(label)
        select label;

    private static IEnumerable<string> Classes(IElement link) =>
        link.QuerySelectorAll("img,i,span").Prepend(link).Append(link.ParentElement).Select(element => element?.ClassName).OfType<string>();

    private static string TextAfter(IElement link)
    {
        var text = new StringBuilder();
        for (var node = link.NextSibling; node is IText or IElement { LocalName: "span" or "small" or "em" or "strong" }; node = node.NextSibling)
            text.Append(node.TextContent);
        return text.ToString();
    }

    private static string? Extension(Uri? file)
    {
        if (file is null)
            return null;
        var name = file.AbsolutePath[(file.AbsolutePath.LastIndexOf('/') + 1)..];
        var extension = name[(name.LastIndexOf('.') + 1)..].ToUpperInvariant();
        // .php, .cgi and .html are how the page is made, not what the file is.
        return Known.Contains(extension) ? extension : null;
    }

    private static string Fold(string words) => Nfkc.Of(words).ToUpperInvariant();

    private static Regex Word(string alternatives) => new($"(?<![A-Z])(?:{alternatives})(?![A-Z])", RegexOptions.CultureInvariant);

    [GeneratedRegex(@"[（(［\[【〔][^（(［\[【〔）)］\]】〕]*[）)］\]】〕]")]
    private static partial Regex Brackets();

    [GeneratedRegex(@"[（(［\[【〔][^（(［\[【〔）)］\]】〕]*[）)］\]】〕]$")]
    private static partial Regex LastBracket();

    [GeneratedRegex(@"[0-9０-９][0-9０-９,，.．]*\s*(?:(?:[KMGkmgＫＭＧｋｍｇ]|キロ|メガ|ギガ)?(?:[Bb]ytes?|BYTES?|[BbＢｂ]|バイト))(?![A-Za-z])")]
    private static partial Regex SizeWords();

    [GeneratedRegex("ウィンドウ|ウインドウ|外部サイト|外部リンク|別タブ|新しいタブ")]
    private static partial Regex WindowWords();
}
