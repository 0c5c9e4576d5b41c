using AngleSharp.Dom;

namespace Harvester.Connectors.Html.Layout;

/// <summary>Makes items of lines that only <c>br</c> divides.</summary>
internal static class LineLayout
{
    /// <summary>Deeper inside other elements a <c>br</c> divides nothing; no text is built so.</summary>
    private const int Deepest = 20;

    /// <summary>
    /// Puts each line of an element into a <c>div</c>. An inline element that goes over several lines (<c>font</c>, <c>span</c>) is continued in each.
    /// Lines without words and links are left out.
    /// </summary>
    public static IEnumerable<IElement> Lay(IElement holder)
    {
        var laid = new List<IElement>();
        foreach (var line in Split(holder, 0))
        {
            var element = holder.Owner!.CreateElement("div");
            foreach (var node in line)
                element.AppendChild(node);
            if (ElementText.Clean(ElementText.Of(element)).Length > 0 || element.QuerySelector("a[href]") is not null)
                laid.Add(element);
        }

        while (holder.FirstChild is { } rest)
            rest.RemoveFromParent();
        foreach (var line in laid)
            holder.AppendChild(line);
        return laid;
    }

    private static List<List<INode>> Split(IElement holder, int depth)
    {
        List<List<INode>> lines = [[]];
        foreach (var node in holder.ChildNodes.ToArray())
        {
            if (node is IElement { LocalName: "br" })
            {
                lines.Add([]);
                continue;
            }

            if (node is not IElement inner || depth == Deepest || inner.QuerySelector("br") is null)
            {
                lines[^1].Add(node);
                continue;
            }

            var parts = Split(inner, depth + 1);
            for (var part = 0; part < parts.Count; part++)
            {
                if (part > 0)
                    lines.Add([]);
                var continued = inner.Clone(deep: false);
                foreach (var piece in parts[part])
                    continued.AppendChild(piece);
                lines[^1].Add(continued);
            }
        }

        return lines;
    }
}
