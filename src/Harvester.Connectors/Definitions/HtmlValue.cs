using System.Text.RegularExpressions;

namespace Harvester.Connectors.Definitions;

/// <summary>
/// How one value is taken from an element, in this fixed order: select and attr (text without one), trim, regex (first group, or the whole
/// match), split, lookup, date. It is not a language: what this cannot say is C#.
/// </summary>
public sealed record HtmlValue
{
    /// <summary>CSS selector relative to the item; <c>.</c> is the item itself; null where only <c>from: auto</c> is given.</summary>
    public string? Select { get; init; }

    public string? Attr { get; init; }

    /// <summary><c>from: auto</c>: for <c>format</c>, from the words around the link, then the file's extension.</summary>
    public bool Auto { get; init; }

    /// <summary><c>from: link</c>: the words of the index links that led to the page; the last one's, or all with <see cref="Many"/>.</summary>
    public bool Link { get; init; }

    /// <summary><c>from: item</c>: from the listing's item, where the other fields come from its detail page.</summary>
    public bool Item { get; init; }

    /// <summary>Without backtracking (RegexOptions.NonBacktracking): no pattern can hang a run.</summary>
    public Regex? Regex { get; init; }

    public string? Split { get; init; }
    public IReadOnlyDictionary<string, string>? Lookup { get; init; }

    /// <summary><c>date: auto</c>: the value is a date and must read as one.</summary>
    public bool Date { get; init; }

    public bool Many { get; init; }
    public bool Optional { get; init; }
    public string? Default { get; init; }
}
