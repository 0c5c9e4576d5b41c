using AngleSharp.Dom;

namespace Harvester.Connectors.Html;

/// <summary>One page of the listing with its items.</summary>
internal sealed record ListingPage(HtmlPage Page, IReadOnlyList<IElement> Items)
{
    /// <summary>Sentences on what of the page could not be read.</summary>
    public IReadOnlyList<string> Lacks { get; init; } = [];
}
