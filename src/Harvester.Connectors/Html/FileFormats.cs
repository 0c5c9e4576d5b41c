using System.Text.RegularExpressions;
using Harvester.Core.Mapping.Normalisers;

namespace Harvester.Connectors.Html;

/// <summary>The words and extensions by which pages tell the formats of files.</summary>
internal static class FileFormats
{
    private static readonly string[] Documents = ["PDF", "DOCX", "DOC", "PPTX", "PPT", "WORD", "POWERPOINT", "ワード", "パワーポイント"];

    /// <summary>Words for a format (as a pattern on NFKC upper case) and the extensions that do not contradict them.</summary>
    private static readonly (Regex Words, string[] Extensions)[] All =
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

    private static readonly string[] Known = [.. All.SelectMany(format => format.Extensions).Distinct()];

    /// <summary>
    /// The format that the words name, as they name it, or the extension where that is one of the same family and says no less (a GeoJSON file ends in
    /// .json); null when the words name none, or two.
    /// </summary>
    public static string? Named(string words, string? extension)
    {
        var folded = Fold(words);
        Match? found = null;
        string[] extensions = [];
        foreach (var (pattern, alternatives) in All)
        {
            if (pattern.Match(folded) is not { Success: true } match)
                continue;
            if (found is not null)
                return null;
            (found, extensions) = (match, alternatives);
        }

        return found is null ? null : extension is not (null or "JSON" or "XML") && extensions.Contains(extension) ? extension : found.Value;
    }

    /// <summary>Words (NFKC, upper case) without those that name a format.</summary>
    public static string Without(string folded) => All.Aggregate(folded, (words, format) => format.Words.Replace(words, " "));

    /// <summary>The extension of a file's address in upper case, if it is one of a format: .php, .cgi and .html are how a page is made, not what the file is.</summary>
    public static string? Extension(Uri? file)
    {
        if (file is null)
            return null;
        var name = file.AbsolutePath[(file.AbsolutePath.LastIndexOf('/') + 1)..];
        var extension = name[(name.LastIndexOf('.') + 1)..].ToUpperInvariant();
        return name.Contains('.') && Known.Contains(extension) ? extension : null;
    }

    /// <summary>True for a format that a program can read: anything known but PDF, Word and PowerPoint.</summary>
    public static bool IsData(string? format) => format is not null && !Documents.Contains(Fold(format).Trim('.'));

    public static string Fold(string words) => Nfkc.Of(words).ToUpperInvariant();

    private static Regex Word(string alternatives) => new($"(?<![A-Z])(?:{alternatives})(?![A-Z])", RegexOptions.CultureInvariant);
}
