using AngleSharp.Dom;

namespace Harvester.Connectors.Html.Layout;

/// <summary>Finds what stands before an element: the heading above a list, the caption of a table.</summary>
internal sealed class DocumentOrder(IElement root)
{
    private readonly Dictionary<Selector, IElement[]> matches = [];
    private Dictionary<IElement, int>? places;

    /// <summary>The nearest match before an element in document order, or null. Elements that hold it do not stand before it.</summary>
    public IElement? Before(IElement element, Selector selector)
    {
        if (places is null)
        {
            places = [];
            foreach (var each in root.Descendants<IElement>().Prepend(root))
                places.Add(each, places.Count);
        }

        if (!matches.TryGetValue(selector, out var found))
            matches[selector] = found = [.. selector.All(root).Where(places.ContainsKey)];

        // An element that came later, as a copy does, stands where the nearest one around it stands.
        var known = element;
        while (known is not null && !places.ContainsKey(known))
            known = known.ParentElement;
        var (from, to) = (0, found.Length);
        var place = known is null ? int.MaxValue : places[known];
        while (from < to)
        {
            var middle = (from + to) / 2;
            if (places[found[middle]] < place)
                from = middle + 1;
            else
                to = middle;
        }

        while (from > 0 && found[from - 1].Contains(element))
            from--;
        return from == 0 ? null : found[from - 1];
    }
}
