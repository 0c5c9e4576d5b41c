using AngleSharp.Dom;

namespace Harvester.Connectors.Html;

/// <summary>One page of a listing with its items.</summary>
/// <param name="Chain">Number of the listing that it is a page of: each start page, or each category, is one.</param>
internal sealed record ListingPage(HtmlPage Page, IReadOnlyList<IElement> Items, int Chain);
