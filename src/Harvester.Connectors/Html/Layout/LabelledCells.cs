using AngleSharp.Dom;

namespace Harvester.Connectors.Html.Layout;

/// <summary>Finds what stands beside a label: the cells to the right of a row head, the <c>dd</c>s of a <c>dt</c>.</summary>
internal static class LabelledCells
{
    /// <summary>
    /// The elements beside the first of these labels that is there: one that equals it, else the only one that has it within. Empty when none is.
    /// </summary>
    public static IReadOnlyList<IElement> Of(IElement root, IReadOnlyList<string> labels)
    {
        var all = Labels(root).ToArray();
        foreach (var label in labels.Select(Fold.Of))
        {
            if (all.FirstOrDefault(pair => pair.Label == label) is { Values: { } equal })
                return equal;
            if (all.Where(pair => pair.Label.Contains(label, StringComparison.Ordinal)).ToArray() is [var only])
                return only.Values;
        }

        return [];
    }

    /// <summary>Every label (as <see cref="Fold"/> has it) and the elements beside it, in document order. Labels may repeat.</summary>
    public static IEnumerable<(string Label, IReadOnlyList<IElement> Values)> Labels(IElement root)
    {
        foreach (var element in root.Descendants<IElement>().Prepend(root))
        {
            if (element.LocalName == "table" && TableGrid.Of(element) is { } grid)
            {
                foreach (var pair in Labels(grid))
                    yield return pair;
            }
            else if (element.LocalName == "dt")
                yield return (Fold.Of(ElementText.Of(element)), Described(element));
        }
    }

    private static IEnumerable<(string, IReadOnlyList<IElement>)> Labels(TableGrid grid)
    {
        for (var index = 0; index < grid.Rows.Count; index++)
        {
            foreach (var cell in grid.Rows[index].Where(cell => cell.Row == index && (cell.IsHead || cell.Column == 0) && cell.Words.Length > 0))
            {
                var values = new List<IElement>();
                for (var row = index; row < index + cell.Height; row++)
                {
                    values.AddRange(grid.Rows[row].SkipWhile(other => other.Column <= cell.Column).TakeWhile(other => !other.IsHead)
                        .Select(other => other.Element).Where(other => !values.Contains(other)));
                }

                if (values.Count > 0)
                    yield return (cell.Words, values);
            }
        }
    }

    private static List<IElement> Described(IElement term)
    {
        var descriptions = new List<IElement>();
        var next = term.NextElementSibling;
        while (next is { LocalName: "dt" } && descriptions.Count == 0)
            next = next.NextElementSibling; // two terms of one description
        for (; next is { LocalName: "dd" }; next = next.NextElementSibling)
            descriptions.Add(next);
        return descriptions;
    }
}
