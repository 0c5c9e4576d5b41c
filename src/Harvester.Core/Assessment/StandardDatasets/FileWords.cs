using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Harvester.Core.Assessment.StandardDatasets;

/// <summary>
/// Finds the word of a standard dataset in a file's name: behind the six-digit code of its publisher (<c>131202_public_toilet.csv</c>,
/// <c>131083_002_cultural_property.csv</c>), or as the whole name. Elsewhere <c>event</c> and <c>hospital</c> are words like others.
/// </summary>
internal sealed partial class FileWords
{
    private readonly FrozenDictionary<string, StandardDataset> words;
    private readonly string[] longestFirst;
    private readonly FrozenSet<string> codes;

    /// <exception cref="ArgumentException">Two entries claim one word.</exception>
    public FileWords(IReadOnlyList<StandardDataset> entries, IEnumerable<string> codes)
    {
        var found = new Dictionary<string, StandardDataset>(StringComparer.Ordinal);
        foreach (var (entry, word) in entries.SelectMany(entry => entry.Files, (entry, word) => (entry, word.ToLowerInvariant())))
        {
            if (!found.TryAdd(word, entry))
                throw new ArgumentException($"The file name {word} is claimed by both {found[word].Id} and {entry.Id}.");
        }

        words = found.ToFrozenDictionary(StringComparer.Ordinal);
        longestFirst = [.. words.Keys.OrderByDescending(word => word.Length)];
        this.codes = codes.ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>The dataset that the file's name tells; null: none.</summary>
    public StandardDataset? Of(string? url)
    {
        if (url is null)
            return null;
        var end = url.AsSpan().IndexOfAny('?', '#');
        var path = end < 0 ? url : url[..end];
        var stem = Uri.UnescapeDataString(path[(path.LastIndexOf('/') + 1)..]).ToLowerInvariant();
        stem = Extension().Replace(stem, "");
        if (words.TryGetValue(stem, out var whole))
            return whole;
        foreach (Match code in Code().Matches(stem))
        {
            if (!codes.Contains(code.Groups[1].Value))
                continue;
            var rest = stem.AsSpan(code.Index + code.Length);
            foreach (var word in longestFirst)
            {
                if (rest.StartsWith(word, StringComparison.Ordinal) && (rest.Length == word.Length || rest[word.Length] is '_' or '-' or '.' || char.IsAsciiDigit(rest[word.Length])))
                    return words[word];
            }
        }

        return null;
    }

    [GeneratedRegex(@"\.[a-z0-9]{2,7}$", RegexOptions.CultureInvariant)]
    private static partial Regex Extension();

    [GeneratedRegex(@"(?<![0-9])([0-9]{6})(?:[_-][0-9]{1,3})*[_-]", RegexOptions.CultureInvariant)]
    private static partial Regex Code();
}
