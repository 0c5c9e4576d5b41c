using AngleSharp.Dom;
using Harvester.Connectors.Html.Layout;
using Harvester.Core.Model;

namespace Harvester.Connectors.Html;

/// <summary>Takes what a page names by words: 「更新日」 beside 「令和4年6月1日」. What the words mean is the crosswalk's business.</summary>
internal sealed class LabelReader
{
    /// <summary>A longer one is a sentence of a table that is laid out for the eye.</summary>
    private const int LongestLabel = 40;

    private readonly Selector selector;

    /// <exception cref="SourceException">Code <c>bad-selector</c>.</exception>
    public LabelReader(string select, string source) => selector = new Selector(select, source);

    /// <summary>How it is described in messages, as a key of the connector file.</summary>
    public string Key => $"labels (\"{selector.Text}\")";

    /// <summary>Label → what stands beside it, a list where that is several texts. Of equal labels the first counts that says something.</summary>
    public IReadOnlyDictionary<string, FieldValue> Read(IElement root, HtmlPage page)
    {
        var labels = new Dictionary<string, FieldValue>(StringComparer.Ordinal);
        foreach (var (label, values) in selector.All(root).SelectMany(place => Labels(place, page.Tables)))
        {
            string[] texts = [.. values.Select(value => ElementText.Clean(ElementText.Of(value))).Where(text => text.Length > 0)];
            if (label.Length is > 0 and <= LongestLabel && texts.Length > 0)
                labels.TryAdd(label, new FieldValue(texts, texts.Length > 1));
        }

        return labels;
    }

    private static IEnumerable<(string Label, IReadOnlyList<IElement> Values)> Labels(IElement place, PageTables tables) =>
        place.LocalName == "tr" && tables.ItemOf(place) is var (row, laid) && row == place ? laid.Labels(row) : LabelledCells.Labels(place);
}
