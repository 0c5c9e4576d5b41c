using Harvester.Core.Model;

namespace Harvester.Core.Assessment.Duplicates;

/// <summary>The addresses of one dataset, put together to files: formats of one file (the same name in the same folder, another extension) are one.</summary>
internal sealed class FileList(string? publisher, ComparedTitle title)
{
    private readonly Dictionary<(string Folder, string Stem), List<Entry>> byName = [];
    private readonly Dictionary<string, Entry> byAddress = new(StringComparer.Ordinal);
    private readonly List<Entry> entries = [];
    private readonly HashSet<long> pages = [];

    /// <param name="checksum">Of the file; a page has none that would say anything.</param>
    public void Add(string urlKey, bool isPage, Checksum? checksum = null)
    {
        if (isPage)
        {
            // With title and publisher, as a page alone is no evidence: a page that lists a portal would lead from each of its datasets to all others.
            if (publisher is not null && title.Text.Length > 0)
                pages.Add(Hash("p", $"{publisher}|{title.Text}|{urlKey}"));
            return;
        }

        if (!byAddress.TryGetValue(urlKey, out var entry))
        {
            var (stem, extension) = FileKey.Name(urlKey);
            byAddress[urlKey] = entry = stem is null ? NewEntry(null, urlKey) : EntryOf(stem, extension, urlKey);
            entry.Addresses.Add(Hash("a", urlKey));
        }

        if (FileKey.Of(checksum) is { } content)
            entry.Checksums.Add(Hash("c", content));
    }

    public IReadOnlyList<ProfileFile> Files(int most)
    {
        var files = entries.Select(entry => new ProfileFile(
            [.. entry.Addresses.Order()], NameOf(entry.Key), entry.Editions.Count > 0 ? entry.Editions : null, entry.Checksums.Count > 0 ? [.. entry.Checksums] : null));
        return [.. files.OrderBy(file => file.Addresses[0]).Take(most)];
    }

    public IReadOnlyList<long> Pages(int most) => [.. pages.Order().Take(most)];

    // koen.csv is a name in many towns: without knowing whose it is, it names nothing.
    private long? NameOf(string? key) => key is not null && (FileKey.CodeIn(key) ?? publisher) is { } body ? Hash("n", $"{body}|{key}") : null;

    // The same name and extension twice in one folder: two editions under two numbers of the portal, hence two files.
    private Entry EntryOf(string stem, string extension, string urlKey)
    {
        var place = (FileKey.Folder(urlKey), stem);
        if (!byName.TryGetValue(place, out var alike))
            byName.Add(place, alike = []);
        var entry = alike.Find(one => !one.Extensions.Contains(extension));
        if (entry is null)
            alike.Add(entry = NewEntry(stem, urlKey));
        entry.Extensions.Add(extension);
        return entry;
    }

    private Entry NewEntry(string? stem, string urlKey)
    {
        var entry = new Entry(FileKey.KeyOf(stem), FileKey.Editions(urlKey));
        entries.Add(entry);
        return entry;
    }

    private static long Hash(string kind, string text) => (long)(ulong)RecordHash.OfText($"{kind}:{text}");

    private sealed record Entry(string? Key, IReadOnlyList<int> Editions)
    {
        public List<long> Addresses { get; } = [];
        public SortedSet<long> Checksums { get; } = [];
        public HashSet<string> Extensions { get; } = new(StringComparer.Ordinal);
    }
}
