using System.Text.RegularExpressions;

namespace Harvester.Connectors.Definitions;

/// <summary>Which elements are items, and which of those are not (a header row).</summary>
public sealed record HtmlItems(string Select, string? Skip)
{
    /// <summary>An item whose words (NFKC; of an icon its label) match is none: 「地図で見る」.</summary>
    public Regex? SkipText { get; init; }

    public HtmlLayout Layout { get; init; }

    /// <summary><c>layout: sections</c>: what ends an item besides the next one.</summary>
    public string? Until { get; init; }

    /// <summary><c>layout: table</c> or <c>cells</c>: number of head rows; null: those in <c>thead</c> or of <c>th</c> alone.</summary>
    public int? Head { get; init; }

    /// <summary><c>layout: table</c>: columns (by head or number) in which a blank cell, 「同上」 or 「〃」 says what the one above says.</summary>
    public IReadOnlyList<string> Ditto { get; init; } = [];

    /// <summary>Of files: those in columns whose head (NFKC) matches.</summary>
    public Regex? Columns { get; init; }

    /// <summary>Of files: a link of which nothing tells a format leads to a page, and is no file.</summary>
    public bool KnownFormat { get; init; }
}
