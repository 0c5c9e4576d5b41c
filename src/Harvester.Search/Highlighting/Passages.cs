using Harvester.Search.Analysis;

namespace Harvester.Search.Highlighting;

/// <summary>Cuts a passage out of a text and says what was found in it.</summary>
internal static class Passages
{
    /// <summary>What stands before the first place found, at most.</summary>
    private const int Lead = 40;

    public static Passage Of(string text, Needles needles, int longest)
    {
        var found = Found(text, needles);
        if (text.Length <= longest)
            return new Passage(text, found);
        var start = found.Count == 0 ? 0 : Math.Clamp(found[0].Start - Lead, 0, text.Length - longest);
        if (start > 0 && char.IsLowSurrogate(text[start]))
            start++;
        var end = Math.Min(text.Length, start + longest);
        if (end < text.Length && char.IsLowSurrogate(text[end]))
            end--;
        var within = found.Where(one => one.Start >= start && one.Start < end)
            .Select(one => (one.Start - start, Math.Min(one.Start + one.Length, end) - one.Start)).ToList();
        return new Passage(text[start..end], within);
    }

    private static List<(int Start, int Length)> Found(string text, Needles needles)
    {
        if (needles.All.Count == 0)
            return [];
        var folded = new FoldedText().Read(text);
        var places = new Dictionary<int, List<(string Term, int Start, int End)>>();
        var tokens = new TextTokens();
        tokens.Read(folded);
        var last = 0;
        while (tokens.MoveNext())
        {
            last = tokens.Position;
            if (!places.TryGetValue(last, out var here))
                places[last] = here = [];
            here.Add((tokens.Term.ToString(), folded.StartOf(tokens.Start), folded.EndOf(tokens.Start + tokens.Length - 1)));
        }

        var marked = new List<(int Start, int End)>();
        foreach (var needle in needles.All)
        {
            for (var position = 0; position <= last; position++)
            {
                if (Match(places, needle, position) is { } match)
                    marked.Add(match);
            }
        }

        return Merged(marked);
    }

    private static (int Start, int End)? Match(
        Dictionary<int, List<(string Term, int Start, int End)>> places, IReadOnlyList<(string Term, int Position, bool Prefix)> needle, int position)
    {
        var (start, end) = (int.MaxValue, 0);
        foreach (var (term, offset, prefix) in needle)
        {
            if (!places.TryGetValue(position + offset, out var here))
                return null;
            var at = here.FindIndex(token => prefix ? token.Term.StartsWith(term, StringComparison.Ordinal) : token.Term == term);
            if (at < 0)
                return null;
            (start, end) = (Math.Min(start, here[at].Start), Math.Max(end, here[at].End));
        }

        return (start, end);
    }

    /// <summary>In order, and those that touch as one.</summary>
    private static List<(int Start, int Length)> Merged(List<(int Start, int End)> marked)
    {
        marked.Sort();
        var merged = new List<(int Start, int Length)>();
        foreach (var (start, end) in marked)
        {
            if (merged.Count > 0 && merged[^1] is var before && start <= before.Start + before.Length)
                merged[^1] = (before.Start, Math.Max(before.Length, end - before.Start));
            else
                merged.Add((start, end - start));
        }

        return merged;
    }
}
