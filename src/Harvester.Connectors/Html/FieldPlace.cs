using AngleSharp.Dom;
using Harvester.Connectors.Definitions;
using Harvester.Connectors.Html.Layout;

namespace Harvester.Connectors.Html;

/// <summary>Where a value stands: in the item, or in its table, or around it.</summary>
internal sealed class FieldPlace
{
    private readonly HtmlValue value;
    private readonly Selector? around;

    /// <exception cref="Core.Model.SourceException">Code <c>bad-selector</c>.</exception>
    public FieldPlace(HtmlValue value, string source)
    {
        this.value = value;
        around = (value.Before ?? value.Up ?? value.Page) is { } selector ? new Selector(selector, source) : null;
    }

    /// <summary>For messages; null for the item itself.</summary>
    public string? Text =>
        value.Column.Count > 0 ? $"column \"{string.Join("\" or \"", value.Column)}\""
        : value.Row.Count > 0 ? $"row \"{string.Join("\" or \"", value.Row)}\""
        : value.Before is not null ? $"before: \"{around!.Text}\""
        : value.Up is not null ? $"up: \"{around!.Text}\""
        : value.Page is not null ? $"page: \"{around!.Text}\""
        : null;

    /// <summary>The elements that it is, in order; none when there is no such place.</summary>
    public IEnumerable<IElement> Of(IElement item, HtmlPage page) =>
        value.Column.Count > 0 ? Column(item, page)
        : value.Row.Count > 0 ? LabelledCells.Of(item, value.Row)
        : value.Before is not null ? One(page.Order.Before(item, around!))
        : value.Up is not null ? Around(item, page.Root).Where(element => around!.Matches(element, page.Root)).Take(1)
        : value.Page is not null ? around!.All(page.Root).Take(1)
        : [item];

    private IEnumerable<IElement> Column(IElement item, HtmlPage page) =>
        page.Tables.ItemOf(item) is var (row, laid) && row.LocalName == "tr"
            ? laid.Heads.Find(value.Column).Where(column => column < row.Children.Length).Select(column => row.Children[column])
            : [];

    private static IEnumerable<IElement> Around(IElement item, IElement root)
    {
        for (var element = item.ParentElement; element is not null && element != root; element = element.ParentElement)
            yield return element;
    }

    private static IEnumerable<IElement> One(IElement? element) => element is null ? [] : [element];
}
