using System.Text.RegularExpressions;
using Harvester.Core.Mapping;
using Harvester.Core.Mapping.Normalisers;
using Harvester.Core.Model;

namespace Harvester.Core.Assessment.Duplicates;

/// <summary>
/// The name of a file, by which it is found again on another host: the last segment of its address without the extension, in NFKC and lower case.
/// Names that anybody might give (<c>data.csv</c>, <c>94.xlsx</c>, <c>202405_filelist.csv</c>) are no key.
/// </summary>
public static partial class FileKey
{
    private static readonly HashSet<string> Generic = new(StringComparer.Ordinal)
    {
        "data", "dataset", "index", "download", "dl", "file", "files", "filelist", "list", "csv", "xls", "xlsx", "excel", "pdf", "json", "zip", "open", "opendata", "default", "main", "view",
        "export", "get", "output", "resource", "attach", "attachment", "attachments", "tmp", "temp", "test", "new", "book", "sheet", "ichiran", "一覧", "データ", "オープンデータ", "資料", "別紙",
    };

    /// <summary>Those of no byte at all: a file that could not be made, or has not been filled yet.</summary>
    private static readonly HashSet<string> OfNothing = new(StringComparer.Ordinal)
    {
        "d41d8cd98f00b204e9800998ecf8427e", "da39a3ee5e6b4b0d3255bfef95601890afd80709", "d14a028c2a3a2bc9476102bb288234c415a2b01f828ea62ac5b3e42f",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "38b060a751ac96384cd9327eb1b1e36a21fdb71114be07434c0cc7bf63f6e1da274edebfe76f65fbd51ad2f14898b95b",
        "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e",
    };

    private static readonly HashSet<string> Scripts = new(StringComparer.Ordinal) { "cgi", "php", "asp", "aspx", "jsp", "do", "html", "htm" };

    /// <summary>The key; null where the address names no file, or by a word that says nothing.</summary>
    /// <param name="urlKey">As <see cref="UrlKey.Of"/> gives it.</param>
    public static string? Of(string urlKey) => KeyOf(Name(urlKey).Stem);

    /// <summary>The key that a stem makes, as <see cref="Name"/> gives it.</summary>
    public static string? KeyOf(string? stem) => stem is not null && IsTelling(stem) ? stem : null;

    /// <summary>What a file's bytes are known by, wherever they lie: <c>md5:9e10…</c>; null for the checksum of an empty file (of MD5, SHA-1 or SHA-2), which many have.</summary>
    public static string? Of(Checksum? checksum) => checksum is null || OfNothing.Contains(checksum.Value) ? null : $"{checksum.Algorithm}:{checksum.Value}";

    /// <summary>The name without, and its extension; no stem where a script's name stands in place of a file's.</summary>
    public static (string? Stem, string Extension) Name(string urlKey)
    {
        var segment = Segment(urlKey);
        var (stem, extension) = Split(Nfkc.Of(Uri.UnescapeDataString(segment)).ToLowerInvariant().Trim());
        var script = Scripts.Contains(extension) || (extension.Length == 0 && urlKey.Contains('?', StringComparison.Ordinal));
        return (script || stem.Length == 0 ? null : stem, extension);
    }

    /// <summary>True for an address that leads to a page, as far as it tells.</summary>
    public static bool IsPage(string urlKey)
    {
        var segment = Segment(urlKey);
        return segment.Length == 0 || Split(segment.ToLowerInvariant()).Extension is "html" or "htm";
    }

    /// <summary>
    /// The municipality that a name begins with (<c>131032_</c>), six digits of Tokyo with the right check digit (JIS X 0402; 総務省 全国地方公共団体コード);
    /// so <c>130430_</c> may be a date, but is no code.
    /// </summary>
    public static string? CodeIn(string stem) =>
        stem.Length >= 8 && stem[6] is '_' or '-' && stem.StartsWith("13", StringComparison.Ordinal) && LocalGovernmentCode.Fault(stem[..6]) is null ? stem[..6] : null;

    /// <summary>The years, and the months behind them, that the folders of an address name: <c>/komae/R05/</c>, <c>/2024/04/</c>. They tell the editions of a file apart whose name stays.</summary>
    public static IReadOnlyList<int> Editions(string urlKey)
    {
        var found = new List<int>();
        var afterYear = false;
        foreach (var segment in urlKey.Split('?')[0].Split('/')[3..])
        {
            if (segment.Length is > 1 and < 5 && YearSegment().Match(segment) is { Success: true } year)
            {
                found.Add(year.Groups["era"].Success ? ComparedTitle.YearOf(year.Groups["era"].Value, int.Parse(year.Groups["n"].ValueSpan)) : int.Parse(year.ValueSpan));
                afterYear = true;
            }
            else
            {
                if (afterYear && segment.Length is 1 or 2 && int.TryParse(segment, out var month))
                    found.Add(month);
                afterYear = false;
            }
        }

        return found;
    }

    /// <summary>The folder of an address, numbers of CKAN's resources left out: two formats of one file lie in folders that differ in nothing else.</summary>
    public static string Folder(string urlKey)
    {
        var path = urlKey.IndexOf('?', StringComparison.Ordinal) is var query and >= 0 ? urlKey[..query] : urlKey;
        var folder = path[..(path.LastIndexOf('/') + 1)];
        return folder.AsSpan().Count('-') < 4 ? folder : Uuid().Replace(folder, "*");
    }

    private static string Segment(string urlKey)
    {
        var path = urlKey.AsSpan(2);
        if (path.IndexOf('?') is var query and >= 0)
            path = path[..query];
        return path.LastIndexOf('/') is var slash and >= 0 ? path[(slash + 1)..].ToString() : "";
    }

    private static (string Stem, string Extension) Split(string name)
    {
        var dot = name.LastIndexOf('.');
        if (dot <= 0 || name.Length - dot is < 2 or > 9 || !name.AsSpan(dot + 1).ContainsOnlyLettersAndDigits())
            return (name, "");
        return (name[..dot], name[(dot + 1)..]);
    }

    // Three letters or two ideographs that are no word for "file"; or five digits that are no date, as a content management system counts its files.
    private static bool IsTelling(string stem)
    {
        var (letters, digits) = (0, 0);
        foreach (var word in Words().EnumerateMatches(stem))
        {
            var text = stem.Substring(word.Index, word.Length);
            if (char.IsAsciiDigit(text[0]))
                digits += DateDigits().IsMatch(text) ? 0 : text.Length;
            else if (!Generic.Contains(text))
                letters += text.All(char.IsAscii) ? text.Length : text.Length * 2;
        }

        return letters >= 3 || digits >= 5;
    }

    private static bool ContainsOnlyLettersAndDigits(this ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c))
                return false;
        }

        return true;
    }

    [GeneratedRegex(@"\p{L}+|[0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex Words();

    [GeneratedRegex(@"^(?:(?:19|20)\d\d(?:(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])?)?|\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01]))$", RegexOptions.CultureInvariant)]
    private static partial Regex DateDigits();

    [GeneratedRegex(@"^(?:(?:19|20)\d\d|(?<era>[rhs])(?<n>\d{1,2}))$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex YearSegment();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Uuid();
}
