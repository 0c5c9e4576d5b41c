using System.Text.RegularExpressions;
using Harvester.Core.Mapping.Normalisers;

namespace Harvester.Connectors.List;

/// <summary>
/// Addresses as people type them into a cell: several of them, on lines of their own or with a label before each, relative to the list, in Japanese.
/// </summary>
internal static partial class ListAddress
{
    /// <summary>No cell has so many; one that does would make a record of any size.</summary>
    public const int Most = 1000;

    private static readonly string[] FileExtensions =
    [
        ".csv", ".tsv", ".txt", ".xls", ".xlsx", ".xlsm", ".ods", ".pdf", ".doc", ".docx", ".ppt", ".pptx", ".zip", ".lzh", ".json", ".geojson", ".jsonld", ".xml", ".rdf", ".ttl",
        ".kml", ".kmz", ".gml", ".shp", ".gpkg", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".ics", ".rss",
    ];

    private static readonly string[] Nothing = ["", "-", "ー", "—", "–", "―", "－", "なし", "無し", "無", "該当なし", "×", "n/a", "null"];

    /// <summary>The addresses of a cell, absolute and percent-encoded (RFC 3986).</summary>
    /// <param name="list">What relative ones are relative to.</param>
    /// <param name="others">Receives what is no address and not a word for nothing.</param>
    public static List<Uri> Read(string cell, Uri list, List<string> others)
    {
        var found = new List<Uri>();
        foreach (var part in Parts(cell))
        {
            var text = Labelled().Match(part) is { Success: true } labelled ? part[labelled.Groups["label"].Length..] : part;
            if (Resolve(text, list) is { } address && found.Count < Most)
            {
                if (!found.Contains(address))
                    found.Add(address);
            }
            else if (!Nothing.Contains(Text.Comparable(part)))
            {
                others.Add(part);
            }
        }

        return found;
    }

    /// <summary>Whether an address is a file's by its name, which changes with every edition, and not a page's.</summary>
    public static bool IsFile(Uri address) => FileExtensions.Any(extension => address.AbsolutePath.EndsWith(extension, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<string> Parts(string cell) =>
        Between().Split(cell).Select(part => Breaks().Replace(part, "").Trim().Trim('<', '>', '"', '「', '」')).Where(part => part.Length > 0);

    private static Uri? Resolve(string text, Uri list)
    {
        if (text.Length > 0 && text[0] > '\u007F' && Nfkc.Of(text) is var plain && plain.StartsWith("http", StringComparison.OrdinalIgnoreCase))
            text = plain; // typed in full width
        if (text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
            return Uri.TryCreate(text, UriKind.Absolute, out var absolute) && absolute.Host.Length > 0 ? new Uri(absolute.AbsoluteUri) : null;
        if (!Relative().IsMatch(text) && !FileExtensions.Any(extension => text.EndsWith(extension, StringComparison.OrdinalIgnoreCase)))
            return null;
        if (text.StartsWith("www.", StringComparison.OrdinalIgnoreCase) || text.AsSpan().ContainsAny(":\\"))
            return null; // a host without scheme, a drive of somebody's computer, another scheme
        return Uri.TryCreate(list, text, out var resolved) && resolved.Scheme is "http" or "https" ? new Uri(resolved.AbsoluteUri) : null;
    }

    /// <summary>Between two addresses: before each that begins anew, on a line of its own or after white space, comma or semicolon.</summary>
    [GeneratedRegex(@"[\s、，,;；|｜]+(?=(?:[^\s:：/、，,;；]{1,20}[:：]\s*)?https?://)|\s*[\r\n]+\s*(?=(?:\.{0,2}/|www\.))", RegexOptions.IgnoreCase)]
    private static partial Regex Between();

    /// <summary>A line break inside an address, as browsers drop it (WHATWG URL, section 4.4).</summary>
    [GeneratedRegex(@"[\t\r\n]+")]
    private static partial Regex Breaks();

    /// <summary>「CSV：https://…」</summary>
    [GeneratedRegex(@"^(?<label>[^:：/\s]{1,20}[:：]\s*)https?://", RegexOptions.IgnoreCase)]
    private static partial Regex Labelled();

    [GeneratedRegex(@"^(?:/|\./|\.\./)\S|^[^\s/]+/\S+$")]
    private static partial Regex Relative();
}
