using System.Text.RegularExpressions;

namespace Harvester.Connectors.Definitions;

/// <summary>An address within an element. <see cref="Optional"/>: its absence is no fault (the last page has no next).</summary>
public sealed record HtmlLink(string Select, string Attr, bool Optional)
{
    /// <summary>Selector of links that are not meant, among those of <see cref="Select"/>.</summary>
    public string? Skip { get; init; }

    /// <summary>Only links whose words (NFKC) match, alt texts of images included: 「次へ」 and not 「次の月」.</summary>
    public Regex? Text { get; init; }

    /// <summary>Only links whose absolute address matches.</summary>
    public Regex? Address { get; init; }
}
