using AngleSharp.Dom;
using Harvester.Core.Model;

namespace Harvester.Connectors.Html.Layout;

/// <summary>The items of a page, or the files of an item.</summary>
internal sealed class ItemsFound
{
    /// <summary>In document order.</summary>
    public List<IElement> Items { get; init; } = [];

    /// <summary>Sentences on what was not read, and must not be taken for gone.</summary>
    public List<string> Lacks { get; } = [];

    public List<Problem> Problems { get; } = [];
}
