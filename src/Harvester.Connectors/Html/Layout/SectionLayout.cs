using AngleSharp.Dom;

namespace Harvester.Connectors.Html.Layout;

/// <summary>Makes items of what has no element around it: a heading with what follows it, a <c>dt</c> with its <c>dd</c>s.</summary>
internal static class SectionLayout
{
    /// <summary>
    /// Puts each start and the siblings after it into a <c>div</c>, up to one that is, or holds, another start, a heading of the start's level
    /// or above, or a match of <paramref name="until"/>.
    /// </summary>
    public static IEnumerable<IElement> Lay(IReadOnlyList<IElement> starts, IElement root, Selector? until)
    {
        var ends = Around(starts.Concat(until?.All(root) ?? []), root);
        var levels = Levels(root);
        var laid = new List<IElement>();
        foreach (var start in starts.Where(start => start.ParentElement is not null))
        {
            var level = levels.GetValueOrDefault(start, int.MaxValue);
            var section = start.Owner!.CreateElement("div");
            start.Parent!.InsertBefore(section, start);
            section.AppendChild(start);
            while (section.NextSibling is { } next
                && !(next is IElement element && (ends.Contains(element) || (level < int.MaxValue && levels.GetValueOrDefault(element, int.MaxValue) <= level))))
                section.AppendChild(next);
            laid.Add(section);
        }

        return laid;
    }

    private static HashSet<IElement> Around(IEnumerable<IElement> elements, IElement root)
    {
        var around = new HashSet<IElement>();
        foreach (var element in elements)
        {
            for (var holder = element; holder is not null && holder != root && around.Add(holder);)
                holder = holder.ParentElement;
        }

        return around;
    }

    /// <summary>The level (1 to 6) of the highest heading that an element is or holds.</summary>
    private static Dictionary<IElement, int> Levels(IElement root)
    {
        var levels = new Dictionary<IElement, int>();
        foreach (var heading in root.Descendants<IElement>().Where(element => element.LocalName is "h1" or "h2" or "h3" or "h4" or "h5" or "h6"))
        {
            var level = heading.LocalName[1] - '0';
            for (var holder = heading; holder is not null && holder != root && levels.GetValueOrDefault(holder, int.MaxValue) > level; holder = holder.ParentElement)
                levels[holder] = level;
        }

        return levels;
    }
}
