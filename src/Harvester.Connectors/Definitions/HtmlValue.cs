using System.Text.RegularExpressions;

namespace Harvester.Connectors.Definitions;

/// <summary>
/// How one value is taken from an element, in this fixed order: place (one of column, row, before, up, page, or the item itself), select and
/// attr (text without one), trim, regex (first group, or the whole match), split, lookup, date. It is not a language: what this cannot say is C#.
/// </summary>
public sealed record HtmlValue
{
    /// <summary>CSS selector relative to the item, or to the place; <c>.</c> is that itself, and so is null.</summary>
    public string? Select { get; init; }

    /// <summary>Place: the cell of the item's row in the column of this head, the first that is found; an entry of digits is the column's number.</summary>
    public IReadOnlyList<string> Column { get; init; } = [];

    /// <summary>Place: within the item, the cells beside this row head, or the <c>dd</c> of this <c>dt</c>; the first that is found.</summary>
    public IReadOnlyList<string> Row { get; init; } = [];

    /// <summary>Place: the nearest match before the item in document order.</summary>
    public string? Before { get; init; }

    /// <summary>Place: the closest element around the item that matches.</summary>
    public string? Up { get; init; }

    /// <summary>Place: the first match anywhere on the page.</summary>
    public string? Page { get; init; }

    /// <summary>Matches below the element are left out of its text: 「<c>a, ul</c>」.</summary>
    public string? Without { get; init; }

    /// <summary>The value is what the table around the element says of it.</summary>
    public HtmlFrom? From { get; init; }

    public string? Attr { get; init; }

    /// <summary>
    /// <c>from: auto</c>: <c>title</c> is the words without format, size, marks and date; <c>format</c> and <c>byteSize</c> come from the words around the
    /// link (then from column, class and extension); <c>issued</c> and <c>modified</c> are the date among the words.
    /// </summary>
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
