using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Harvester.Core.Mapping.Normalisers;

/// <summary>
/// Recognises licences by id, words and address together. The version may stand in one of them only. Words that are not listed are not
/// guessed, and words that name different licences name none.
/// </summary>
public sealed partial class LicenceVocabulary
{
    /// <summary>Readings are kept, as a catalogue states few licences many times; more than this many are no vocabulary any more.</summary>
    private const int MostKept = 2000;

    private readonly FrozenDictionary<string, LicenceEntry> byId;
    private readonly FrozenDictionary<string, LicenceEntry> bySpelling;
    private readonly FrozenDictionary<string, LicenceEntry> byUrl;
    private readonly (string Words, LicenceEntry Entry)[] within;
    private readonly (string Words, LicenceEntry Entry)[] beside;
    private readonly FrozenSet<string> versionless;
    private readonly ConcurrentDictionary<(string?, string?, string?), LicenceReading> kept = new();

    /// <exception cref="ArgumentException">Two entries claim the same spelling or address, or an entry refers to one that is not there.</exception>
    public LicenceVocabulary(IReadOnlyList<LicenceEntry> entries)
    {
        Entries = entries;
        byId = entries.ToFrozenDictionary(entry => entry.Id, StringComparer.OrdinalIgnoreCase);
        bySpelling = Index(entries, entry => entry.Spellings.Concat(entry.Within).Append(entry.Id).Select(Text.Compact).Where(key => key.Length > 0));
        byUrl = Index(entries, entry => (entry.Url is null ? entry.Urls : entry.Urls.Append(entry.Url)).Select(UrlKey));
        within = [.. entries.SelectMany(entry => entry.Within, (entry, words) => (Text.Compact(words), entry)).OrderByDescending(pair => pair.Item1.Length)];
        beside = [.. entries.Where(entry => !GivesWay(entry)).SelectMany(entry => entry.Spellings.Append(entry.Id), (entry, words) => (Text.Compact(words), entry)).Where(pair => pair.Item1.Length >= 3).OrderByDescending(pair => pair.Item1.Length)];
        versionless = entries.Select(entry => entry.VersionOf).OfType<string>().ToFrozenSet(StringComparer.Ordinal);
        if (entries.FirstOrDefault(entry => entry.VersionOf is { } id && !byId.ContainsKey(id)) is { } orphan)
            throw new ArgumentException($"Licence {orphan.Id} is said to be a version of {orphan.VersionOf}, which is not listed.", nameof(entries));
    }

    public IReadOnlyList<LicenceEntry> Entries { get; }

    /// <summary>The entry with this id; null when there is none.</summary>
    public LicenceEntry? Find(string id) => byId.GetValueOrDefault(id);

    /// <summary>Reads what one record states: an id, a title and an address, each of which may be missing, or be any of the three.</summary>
    public LicenceReading Read(string? id, string? title, string? url)
    {
        if (id is null && title is null && url is null)
            return LicenceReading.Nothing;
        var key = (id, title, url);
        if (kept.TryGetValue(key, out var known))
            return known;
        var reading = Combine(id, title, url);
        if (kept.Count < MostKept)
            kept.TryAdd(key, reading);
        return reading;
    }

    private LicenceReading Combine(string? id, string? title, string? url)
    {
        var stated = new[] { id, title, url }.OfType<string>().Select(word => word.Trim()).Where(word => word.Length > 0).Distinct().ToArray();
        if (stated.Length == 0)
            return LicenceReading.Nothing;
        var original = string.Join(" | ", stated);
        var found = new HashSet<LicenceEntry>();
        foreach (var word in stated)
            found.UnionWith(Named(word));
        found.RemoveWhere(entry => entry.Id == LicenceEntry.Unspecified && found.Count > 1);
        found.RemoveWhere(entry => entry.Id == LicenceEntry.OwnTerms && found.Any(other => other.Id is not (LicenceEntry.OwnTerms or LicenceEntry.Unspecified)));
        found.RemoveWhere(entry => found.Any(other => other.VersionOf == entry.Id));
        return found.Count switch
        {
            0 => new(null, original, "unknown-licence", "The licence is not in the vocabulary; its words are kept and nothing is guessed."),
            1 when found.Single() is { Warn: { } warn } entry => new(entry, original, "licence-note", warn),
            1 => new(found.Single(), original, null, null),
            _ => new(null, original, "ambiguous-licence", $"The words name different licences ({string.Join(", ", found.Select(entry => entry.Id).Order(StringComparer.Ordinal))}); none is taken."),
        };
    }

    private List<LicenceEntry> Named(string stated)
    {
        var words = Nfkc.Of(stated);
        if (words.Contains('/', StringComparison.Ordinal) && !words.Any(char.IsWhiteSpace) && byUrl.TryGetValue(UrlKey(words), out var addressed))
            return [addressed];
        var addresses = Address().Matches(words);
        if (addresses.Count == 0)
            return Worded(words);
        var found = addresses.Select(address => byUrl.GetValueOrDefault(UrlKey(address.Value.TrimEnd('.', ',', ';')))).OfType<LicenceEntry>().ToList();
        // A line break joins no words: what stands on both sides of an address is two texts.
        var rest = Address().Replace(words, "\n");
        if (Text.Compact(rest).Length > 0)
            found.AddRange(Worded(rest));
        return found;
    }

    private List<LicenceEntry> Worded(string words)
    {
        var compact = Text.Compact(words);
        if (compact.Length == 0)
            return byId.TryGetValue(LicenceEntry.Unspecified, out var unspecified) ? [unspecified] : [];
        return bySpelling.TryGetValue(compact, out var spelt) ? [spelt] : Mentioned(compact);
    }

    private List<LicenceEntry> Mentioned(string sentence)
    {
        var found = new List<LicenceEntry>();
        foreach (var (words, entry) in within)
        {
            for (var at = sentence.IndexOf(words, StringComparison.Ordinal); at >= 0; at = sentence.IndexOf(words, at + 1, StringComparison.Ordinal))
            {
                var rest = sentence.AsSpan(at + words.Length);
                if (!IsWhole(sentence, at, words.Length))
                    continue;
                // What the words are said not to be leaves open what they are; so does a version that is not listed.
                if (IsDenied(rest) || (versionless.Contains(entry.Id) && Version().IsMatch(rest)))
                    return [];
                found.Add(entry);
                // Longest first, and each place counts once: the CC BY in CC BY 4.0 is no second licence.
                sentence = string.Concat(sentence.AsSpan(0, at), "\n", rest);
                break;
            }
        }

        // Beside one licence the bare name of another is a second one: CC BY 4.0 または ODbL. Alone it may be anything within a sentence.
        if (found.Count > 0)
        {
            foreach (var (words, entry) in beside)
            {
                if (sentence.IndexOf(words, StringComparison.Ordinal) is var at and >= 0 && IsWhole(sentence, at, words.Length))
                    found.Add(entry);
            }
        }

        return found;
    }

    /// <summary>Names no licence of its own beside another: own terms, no statement, a footer.</summary>
    private static bool GivesWay(LicenceEntry entry) => entry.Id is LicenceEntry.OwnTerms or LicenceEntry.Unspecified or LicenceEntry.AllRightsReserved;

    /// <summary>Neither letters, digits nor 継承, 非営利, 改変禁止 follow: CC BY is not in CC BY-NC, and 表示 not in 表示-継承.</summary>
    private static bool IsWhole(string sentence, int at, int length)
    {
        var end = at + length;
        return (at == 0 || !char.IsAsciiLetterOrDigit(sentence[at - 1]) || !char.IsAsciiLetterOrDigit(sentence[at]))
            && (end == sentence.Length || !(char.IsAsciiLetterOrDigit(sentence[end]) || sentence[end] is '継' or '非' or '改' or '.'));
    }

    private static bool IsDenied(ReadOnlySpan<char> rest)
    {
        foreach (var word in (ReadOnlySpan<string>)["国際", "日本", "の", "ライセンス"])
        {
            if (rest.StartsWith(word))
                rest = rest[word.Length..];
        }

        foreach (var word in (ReadOnlySpan<string>)["ではあり", "ではな", "でない", "じゃな", "以外", "を除"])
        {
            if (rest.StartsWith(word))
                return true;
        }

        return false;
    }

    private static string UrlKey(string url)
    {
        var key = Nfkc.Of(url).Trim().ToLowerInvariant();
        if (key.IndexOf("//", StringComparison.Ordinal) is var scheme and >= 0 && (scheme == 0 || key[scheme - 1] == ':'))
            key = key[(scheme + 2)..];
        if (key.IndexOfAny(['?', '#']) is var query and >= 0)
            key = key[..query];
        if (key.StartsWith("www.", StringComparison.Ordinal))
            key = key[4..];
        var path = key.TrimEnd('/').Split('/').ToList();
        while (path.Count > 1 && (path[^1].StartsWith("deed", StringComparison.Ordinal) || path[^1].StartsWith("legalcode", StringComparison.Ordinal)))
            path.RemoveAt(path.Count - 1);
        return string.Join('/', path);
    }

    private static FrozenDictionary<string, LicenceEntry> Index(IEnumerable<LicenceEntry> entries, Func<LicenceEntry, IEnumerable<string>> keys)
    {
        var index = new Dictionary<string, LicenceEntry>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            foreach (var key in keys(entry))
            {
                if (!index.TryAdd(key, entry) && index[key] != entry)
                    throw new ArgumentException($"Licences {index[key].Id} and {entry.Id} both claim \"{key}\".", nameof(entries));
            }
        }

        return index.ToFrozenDictionary(StringComparer.Ordinal);
    }

    [GeneratedRegex(@"https?://[!#-&*-;=?-~]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Address();

    /// <summary>In words without separators: CC BY（表示）5.0, CC BY version 5.0.</summary>
    [GeneratedRegex(@"^(?:表示|attribution|ライセンス|licen[cs]e|version|ver|v|第)*\d+\.\d", RegexOptions.CultureInvariant)]
    private static partial Regex Version();
}
