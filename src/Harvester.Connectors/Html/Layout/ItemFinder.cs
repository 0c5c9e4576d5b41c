using AngleSharp.Dom;
using Harvester.Connectors.Definitions;
using Harvester.Core.Mapping.Normalisers;

namespace Harvester.Connectors.Html.Layout;

/// <summary>Finds the items of a page, or the files of an item: select, lay out, and leave out what is none.</summary>
internal sealed class ItemFinder
{
    private readonly HtmlItems items;
    private readonly Selector select;
    private readonly Selector? skip;
    private readonly Selector? until;
    private readonly TableLayout tables;

    /// <param name="needed">Columns that a table must have.</param>
    /// <exception cref="Core.Model.SourceException">Code <c>bad-selector</c>.</exception>
    public ItemFinder(HtmlItems items, string source, IReadOnlyList<NeededColumn>? needed = null)
    {
        this.items = items;
        select = new Selector(items.Select, source);
        skip = items.Skip is { } unwanted ? new Selector(unwanted, source) : null;
        until = items.Until is { } end ? new Selector(end, source) : null;
        tables = new TableLayout(items, needed ?? []);
    }

    /// <summary>As it stands in the connector file.</summary>
    public string Select => select.Text;

    public ItemsFound Find(IElement root, HtmlPage page)
    {
        var found = new ItemsFound();
        IReadOnlyList<IElement> matches = [.. select.All(root)];
        switch (items.Layout)
        {
            case HtmlLayout.Table or HtmlLayout.Cells:
                foreach (var table in matches.Where(match => match.LocalName == "table"))
                    tables.Lay(table, page.Tables, found);
                break;
            case HtmlLayout.Sections:
                found.Items.AddRange(SectionLayout.Lay(matches, root, until));
                break;
            case HtmlLayout.Lines:
                foreach (var holder in matches)
                    found.Items.AddRange(LineLayout.Lay(holder));
                break;
            default:
                found.Items.AddRange(matches);
                break;
        }

        found.Items.RemoveAll(item => IsNone(item, page));
        return found;
    }

    private bool IsNone(IElement item, HtmlPage page) =>
        skip?.Marks(item) == true
        || (items.SkipText is { } words && words.IsMatch(Nfkc.Of(LinkWords.Words(item))))
        || (items.Columns is { } columns && !NeededColumn.Matches(columns, page.Tables.ColumnHead(item)))
        || (items.KnownFormat && LinkWords.Format(item, page) is null);
}
