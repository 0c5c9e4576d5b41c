using System.Text.Json;

namespace Harvester.Core.Mapping;

/// <summary>Several texts in one: a JSON list kept as text, as CKAN's extras hold it, or words with separators between them.</summary>
internal static class ListedTexts
{
    private const string Opening = "（(「『【［[〔《〈";
    private const string Closing = "）)」』】］]〕》〉";

    // The first kind that stands outside brackets separates; the others are then part of the words.
    private static readonly string[] Separators = [";；", "\n", "、", ",，"];

    /// <summary>The texts of a JSON list; null when it is none, or holds anything else.</summary>
    internal static IReadOnlyList<string>? Read(string text)
    {
        try
        {
            using var parsed = JsonDocument.Parse(text);
            return parsed.RootElement.ValueKind == JsonValueKind.Array && parsed.RootElement.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String)
                ? [.. parsed.RootElement.EnumerateArray().Select(item => item.GetString()!)]
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    internal static IReadOnlyList<string> Split(string text)
    {
        // A bracket that is never closed, or never opened, encloses nothing.
        var enclosed = Enclosed(text);
        var kind = Array.Find(Separators, kind => text.Where((c, i) => !enclosed[i] && kind.Contains(c, StringComparison.Ordinal)).Any());
        if (kind is null)
            return [text];
        var parts = new List<string>();
        var start = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && (enclosed[i] || !kind.Contains(text[i], StringComparison.Ordinal)))
                continue;
            if (text[start..i].Trim() is { Length: > 0 } part)
                parts.Add(part);
            start = i + 1;
        }

        return parts;
    }

    private static bool[] Enclosed(string text)
    {
        var enclosed = new bool[text.Length];
        var open = new Stack<int>();
        for (var i = 0; i < text.Length; i++)
        {
            if (Opening.Contains(text[i], StringComparison.Ordinal))
                open.Push(i);
            else if (Closing.IndexOf(text[i], StringComparison.Ordinal) is var kind and >= 0 && open.Count > 0 && Pairs(text[open.Peek()], kind))
                Array.Fill(enclosed, true, open.Peek(), i - open.Pop());
        }

        return enclosed;
    }

    // Width does not matter: （…) is met.
    private static bool Pairs(char opening, int closing) => Opening.IndexOf(opening, StringComparison.Ordinal) is var at && (at == closing || (at < 2 && closing < 2));
}
