using AngleSharp.Dom;

namespace Harvester.Connectors.Html;

/// <summary>A detail page to be read.</summary>
/// <param name="Url">Without fragment.</param>
/// <param name="Position">The item's, among all items.</param>
/// <param name="Listed">The item that led to it and its page; null where a sitemap did.</param>
/// <param name="Chain">Number of the item's listing.</param>
internal sealed record DetailLink(Uri Url, long Position, (IElement Element, HtmlPage Page)? Listed, int Chain);
