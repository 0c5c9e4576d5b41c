namespace Harvester.Connectors.Html;

/// <summary>Where a listing begins.</summary>
/// <param name="Trail">The words of the links that led there, outermost first.</param>
/// <param name="Page">Where it was read already.</param>
/// <param name="MayBeEmpty">True: among the links that led there are such to pages without items (terms of use, help).</param>
internal sealed record ListingStart(Uri Url, IReadOnlyList<string> Trail, HtmlPage? Page, bool MayBeEmpty);
