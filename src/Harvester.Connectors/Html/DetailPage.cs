using Harvester.Core.Model;

namespace Harvester.Connectors.Html;

/// <summary>What became of one detail page: an item, or the fault that stood against it.</summary>
/// <param name="Answered">Its address after redirects; null with a fault.</param>
internal sealed record DetailPage(DetailLink Link, HtmlItem? Item, SourceException? Fault, Uri? Answered = null);
