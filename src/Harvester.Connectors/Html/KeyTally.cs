using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Connectors.Html;

/// <summary>
/// Counts what the keys of the connector file find in the items of a listing, and compares it with the last run that succeeded: after a
/// redesign a field often stands elsewhere, and the records would all lose it at once.
/// </summary>
internal sealed class KeyTally
{
    /// <summary>Of fewer items nothing can be said.</summary>
    private const int SmallestListing = 5;

    /// <summary>A key that found something in most items, and now does in less than a tenth of that share, has lost its place.</summary>
    private const int Lost = 10;

    private readonly string? filesKey;
    private readonly string? labelsKey;
    private readonly IReadOnlyDictionary<string, string> fieldKeys;
    private readonly IReadOnlyDictionary<string, string> fileFieldKeys;
    private readonly Dictionary<string, long> found = [];
    private long total;
    private long files;

    /// <param name="items">Knows the keys.</param>
    public KeyTally(ItemReader items)
    {
        filesKey = items.FilesKey;
        labelsKey = items.LabelsKey;
        fieldKeys = items.FieldKeys;
        fileFieldKeys = items.FileFieldKeys;
    }

    public void Add(HtmlItem item)
    {
        total++;
        files += item.Distributions.Count;
        if (filesKey is not null && item.Distributions.Count > 0)
            Count(filesKey);
        if (labelsKey is not null && item.Labels.Count > 0)
            Count(labelsKey);
        Count(item.Fields, fieldKeys);
        foreach (var file in item.Distributions)
            Count(file, fileFieldKeys);
    }

    /// <summary>Leaves for the next reading what is usual in this one: the keys that find something in most items, or files.</summary>
    /// <param name="url">The listing's address.</param>
    /// <exception cref="SourceException">Code <c>selector-matched-nothing</c>: a key finds almost nothing that was usual in the last run that succeeded.</exception>
    public void Judge(Reading reading, string url)
    {
        Compare([.. new[] { filesKey, labelsKey }.OfType<string>(), .. fieldKeys.Values], "items", total, reading, url);
        Compare([.. fileFieldKeys.Values], "files", files, reading, url);
    }

    private void Compare(IReadOnlyCollection<string> keys, string what, long of, Reading reading, string url)
    {
        if (of < SmallestListing)
            return;
        var ofBefore = reading.FoundBefore.GetValueOrDefault(what);
        foreach (var key in keys)
        {
            var (now, before) = (found.GetValueOrDefault(key), reading.FoundBefore.GetValueOrDefault(key));
            if (before > 0 && ofBefore > 0 && now * Lost * ofBefore < before * of)
            {
                throw new SourceException("selector-matched-nothing", Whose.Ours, url,
                    $"{key} found something in {before} of {ofBefore} {what} in the last run that succeeded, and does in {now} of {of} now; nothing was taken. Has the site been redesigned? If it no longer says this, take the key out of the connector file.");
            }
        }

        foreach (var key in keys.Where(key => found.GetValueOrDefault(key) * 2 > of))
            reading.Finds(key, found[key]);
        reading.Finds(what, of);
    }

    private void Count(IReadOnlyDictionary<string, FieldValue> values, IReadOnlyDictionary<string, string> keys)
    {
        foreach (var (field, value) in values)
        {
            if (!value.IsDefault && keys.TryGetValue(field, out var key))
                Count(key);
        }
    }

    private void Count(string key) => found[key] = found.GetValueOrDefault(key) + 1;
}
