using System.Buffers;
using System.Collections.Frozen;

namespace Harvester.Core.Mapping.Themes;

/// <summary>
/// Finds the words of a vocabulary in a text that has no spaces between its words. Of words that overlap the longest stands and the others do not: 公園 is not
/// found in 公園墓地, nor 道路 in 水道路線. A word of Latin letters or digits ends where they end: <c>ict</c> is not in <c>district</c>.
/// </summary>
internal sealed class WordFinder<T>
{
    private readonly FrozenDictionary<char, (string Word, T Value)[]> words;
    private readonly SearchValues<char> first;

    /// <summary>What most texts have; not to be changed.</summary>
    private static readonly List<Match> None = [];

    /// <param name="words">Words in the form of <see cref="Normalisers.Text.Comparable"/>; none is empty, none stands twice.</param>
    internal WordFinder(IEnumerable<(string Word, T Value)> words)
    {
        this.words = words.GroupBy(one => one.Word[0]).ToFrozenDictionary(group => group.Key, group => group.ToArray());
        first = SearchValues.Create([.. this.words.Keys]);
    }

    /// <summary>The words found, in the order of the text; each of them as often as it stands there.</summary>
    /// <param name="text">In the form of <see cref="Normalisers.Text.Comparable"/>.</param>
    internal List<Match> In(ReadOnlySpan<char> text)
    {
        List<Match>? found = null;
        for (var at = Next(text, 0); at >= 0; at = Next(text, at + 1))
        {
            foreach (var (word, value) in words[text[at]])
            {
                if (text[at..].StartsWith(word, StringComparison.Ordinal) && IsWhole(text, at, at + word.Length))
                    (found ??= []).Add(new Match(at, word, value));
            }
        }

        if (found is { Count: > 1 })
            KeepLongest(found);
        return found ?? None;
    }

    private int Next(ReadOnlySpan<char> text, int from) => text[from..].IndexOfAny(first) is >= 0 and var next ? from + next : -1;

    private static void KeepLongest(List<Match> found)
    {
        found.Sort(static (a, b) => a.Word.Length != b.Word.Length ? b.Word.Length - a.Word.Length : a.Start - b.Start);
        var kept = 0;
        for (var i = 0; i < found.Count; i++)
        {
            var one = found[i];
            var stands = true;
            for (var k = 0; k < kept && stands; k++)
                stands = one.End <= found[k].Start || one.Start >= found[k].End;
            if (stands)
                found[kept++] = one;
        }

        found.RemoveRange(kept, found.Count - kept);
        found.Sort(static (a, b) => a.Start - b.Start);
    }

    private static bool IsWhole(ReadOnlySpan<char> text, int start, int end) =>
        !(char.IsAsciiLetterOrDigit(text[start]) && start > 0 && char.IsAsciiLetterOrDigit(text[start - 1]))
        && !(char.IsAsciiLetterOrDigit(text[end - 1]) && end < text.Length && char.IsAsciiLetterOrDigit(text[end]));

    /// <summary>One word where it stands.</summary>
    internal readonly record struct Match(int Start, string Word, T Value)
    {
        internal int End => Start + Word.Length;
    }
}
