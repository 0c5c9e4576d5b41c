using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Harvester.Core.Mapping.Normalisers;

/// <summary>
/// Names the format of a file: by the stated word, else the extension, else the media type. The label is for filters and follows the
/// word; the media type follows the file's name, since labels lie more often (264 KML labels of the Tokyo catalogue are zips).
/// </summary>
public sealed partial class FormatVocabulary
{
    /// <summary>Extensions of pages that hand out any file: they say nothing about it.</summary>
    private static readonly FrozenSet<string> Scripts = FrozenSet.ToFrozenSet(["html", "htm", "php", "asp", "aspx", "jsp", "cgi", "do", "action"]);

    /// <summary>What servers say of any bytes: they name no format, whichever entry is served with them.</summary>
    private static readonly FrozenSet<string> Generic = FrozenSet.ToFrozenSet(
        ["application/octet-stream", "binary/octet-stream", "application/x-protobuf", "application/protobuf", "application/download", "application/x-download", "application/force-download", "application/unknown"]);

    private readonly FrozenDictionary<string, FormatEntry> bySpelling;
    private readonly FrozenDictionary<string, FormatEntry> byExtension;
    private readonly FrozenDictionary<string, FormatEntry> byMediaType;

    /// <exception cref="ArgumentException">Two entries claim the same spelling, extension or media type.</exception>
    public FormatVocabulary(IReadOnlyList<FormatEntry> entries)
    {
        Entries = entries;
        bySpelling = Index(entries, entry => entry.Spellings.Append(entry.Label).Select(Key));
        byExtension = Index(entries, entry => entry.Extensions);
        // A type that several formats share belongs to the one with files of its own: application/zip to ZIP, not to GTFS.
        byMediaType = Index(entries.OrderBy(entry => entry.Extensions.Count == 0), entry => (entry.MediaType is null ? entry.MediaTypes : entry.MediaTypes.Append(entry.MediaType)).Where(type => !Generic.Contains(type)), first: true);
    }

    public IReadOnlyList<FormatEntry> Entries { get; }

    /// <summary>Reads one file's format.</summary>
    /// <param name="stated">The source's word, also a media type or an IRI of the EU or IANA list.</param>
    /// <param name="mediaType">The source's media type, also as an IRI.</param>
    /// <param name="url">Address of the file.</param>
    public FormatReading Read(string? stated, string? mediaType, string? url)
    {
        var type = MediaTypeOf(mediaType);
        if (stated is not null && MediaTypeOf(stated) is { } generic && Generic.Contains(generic))
        {
            type ??= generic;
            stated = null;
        }

        var telling = type is null || Generic.Contains(type) ? null : type;
        var extension = ExtensionOf(url);
        var byFile = extension is null || (Scripts.Contains(extension) && stated is not null) ? null : byExtension.GetValueOrDefault(extension);
        var word = stated is null ? null : Find(stated);
        if (stated is not null && word is null && IsMeaningful(stated))
        {
            var enclosed = FormatInBrackets.Read(stated, this);
            if (enclosed is { Archived: { } inside, Word: { } archive })
                return Archived(byFile ?? archive, inside, stated, extension);
            if (enclosed.Word is { } outer)
                return byFile is null || byFile == outer ? new FormatReading(outer, outer.Label, byFile?.MediaType ?? enclosed.MediaType ?? telling ?? outer.MediaType, null, null) : Weigh(outer, stated, telling, byFile, extension!);
            return Several(stated, byFile, type)
                ?? new FormatReading(byFile, byFile?.Label ?? stated, byFile?.MediaType ?? type, "unknown-format", Unknown(byFile));
        }

        if (word is null)
        {
            var entry = byFile ?? (telling is null ? null : byMediaType.GetValueOrDefault(telling));
            return new FormatReading(entry, entry?.Label, (byFile?.MediaType ?? type) ?? entry?.MediaType, null, null);
        }

        if (byFile is null)
            return new FormatReading(word, word.Label, telling ?? word.MediaType ?? type, null, null);
        return byFile == word ? new FormatReading(word, word.Label, word.MediaType ?? type, null, null) : Weigh(word, stated!, telling, byFile, extension!);
    }

    /// <summary>The entry for one word; null when it is not listed.</summary>
    public FormatEntry? Find(string word)
    {
        var bare = word.Contains("://", StringComparison.Ordinal) ? AfterSlash(word) : word;
        return bySpelling.GetValueOrDefault(bare)
            ?? bySpelling.GetValueOrDefault(Key(bare))
            ?? (MediaTypeOf(word) is { } type ? byMediaType.GetValueOrDefault(type) : null)
            ?? byExtension.GetValueOrDefault(Key(bare));
    }

    private static FormatReading Weigh(FormatEntry word, string stated, string? type, FormatEntry byFile, string extension)
    {
        if (word.AlsoIn.Contains(extension))
            return new FormatReading(word, word.Label, byFile.Archive ? byFile.MediaType : type ?? word.MediaType, null, null);
        // "Excel" means either format; "XLS" means one, and is then a label that the file does not keep.
        if ((word.Family == byFile.Label || byFile.Family == word.Label) && !IsExact(stated, word))
            return new FormatReading(byFile, byFile.Label, byFile.MediaType, null, null);
        var detail = $"The format is stated as {word.Label} but the file's name ends in .{extension}; ";
        return byFile.Archive
            ? new FormatReading(byFile, byFile.Label, byFile.MediaType, "format-mismatch", detail + $"{byFile.Label} is taken, as the file is an archive.")
            : new FormatReading(word, word.Label, byFile.MediaType, "format-mismatch", detail + $"{word.Label} is kept, the media type follows the name.") { IsFile = !byFile.Service };
    }

    /// <summary>The schema has no field for what an archive holds; it is told, unless the file's name says that it is no archive.</summary>
    private static FormatReading Archived(FormatEntry entry, string inside, string stated, string? extension) => entry.Archive
        ? new FormatReading(entry, entry.Label, entry.MediaType, "archived-format", $"The file is an archive ({entry.Label}) that holds {inside}.")
        : new FormatReading(entry, entry.Label, entry.MediaType, "format-mismatch", $"The format is stated as {stated.Trim()} but the file's name ends in .{extension}; {entry.Label} is taken.");

    /// <summary>True when the word is the format's own label, ending or media type, and no looser word (Excel) for it.</summary>
    internal static bool IsExact(string stated, FormatEntry word)
    {
        var key = Key(stated.Contains("://", StringComparison.Ordinal) ? AfterSlash(stated) : stated);
        return key == Key(word.Label) || word.Extensions.Contains(key) || MediaTypeOf(stated) is not null;
    }

    private FormatReading? Several(string stated, FormatEntry? byFile, string? type)
    {
        var found = Between().Split(stated).Where(part => part.Trim().Length > 0).Select(Find).ToArray();
        if (found.Length < 2 || found.Any(entry => entry is null))
            return null;
        var distinct = found.Distinct().ToArray();
        if (distinct.Length == 1)
            return new FormatReading(distinct[0], distinct[0]!.Label, distinct[0]!.MediaType ?? type, null, null);
        return new FormatReading(byFile, byFile?.Label ?? stated.Trim(), byFile?.MediaType ?? type, "several-formats",
            $"One field names {distinct.Length} formats; " + (byFile is null ? "each is listed as a file." : $"{byFile.Label} is taken by the file's name."))
        {
            Several = byFile is null ? [.. distinct.Select(entry => entry!)] : [],
        };
    }

    private static string Unknown(FormatEntry? byFile) =>
        "The format is not in the vocabulary; " + (byFile is null ? "the word is kept." : $"{byFile.Label} is taken by the file's name.");

    private static bool IsMeaningful(string stated) => Text.Compact(stated) is { Length: > 0 } compact && compact is not ("その他" or "other" or "なし" or "unknown");

    /// <summary>True for words that servers use of any bytes.</summary>
    internal static bool IsGeneric(string stated) => MediaTypeOf(stated) is { } type && Generic.Contains(type);

    internal static string? MediaTypeOf(string? text)
    {
        if (text is null)
            return null;
        var type = text.IndexOf("/media-types/", StringComparison.Ordinal) is var at and >= 0 ? text[(at + 13)..] : text;
        if (type.IndexOf(';', StringComparison.Ordinal) is var parameters and >= 0)
            type = type[..parameters];
        type = type.Trim();
        return MediaType().IsMatch(type) ? type.ToLowerInvariant() : null;
    }

    private static string? ExtensionOf(string? url)
    {
        if (url is null)
            return null;
        var end = url.AsSpan().IndexOfAny('?', '#');
        var path = end < 0 ? url.AsSpan() : url.AsSpan(0, end);
        var start = path.IndexOf("://");
        if (start >= 0 && path[(start + 3)..].IndexOf('/') is var slash)
            path = slash < 0 ? [] : path[(start + 3 + slash)..];
        var name = path[(path.LastIndexOf('/') + 1)..];
        var dot = name.LastIndexOf('.');
        return dot < 0 || name.Length - dot - 1 is < 1 or > 8 ? null : name[(dot + 1)..].ToString().ToLowerInvariant();
    }

    private static string AfterSlash(string iri) => iri[(iri.TrimEnd('/').LastIndexOfAny(['/', '#']) + 1)..];

    private static string Key(string word)
    {
        var key = Text.Comparable(word).Replace(" ", "", StringComparison.Ordinal).TrimStart('.');
        foreach (var suffix in (ReadOnlySpan<string>)["形式", "ファイル", "データ"])
        {
            if (key.Length > suffix.Length && key.EndsWith(suffix, StringComparison.Ordinal))
                key = key[..^suffix.Length];
        }

        return key;
    }

    private static FrozenDictionary<string, FormatEntry> Index(IEnumerable<FormatEntry> entries, Func<FormatEntry, IEnumerable<string>> keys, bool first = false)
    {
        var index = new Dictionary<string, FormatEntry>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in entries)
        {
            foreach (var key in keys(entry))
            {
                if (!index.TryAdd(key, entry) && index[key] != entry && !first)
                    throw new ArgumentException($"Formats {index[key].Label} and {entry.Label} both claim \"{key}\".", nameof(entries));
            }
        }

        return index.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    [GeneratedRegex(@"[,、，・/／;；|&＆+＋\s　]+|及び|および|または|と")]
    private static partial Regex Between();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}$")]
    private static partial Regex MediaType();
}
