using AngleSharp.Dom;
using Harvester.Connectors.Fetching;
using Harvester.Core.Model;

namespace Harvester.Connectors.Html;

/// <summary>One listing over its pages: what was seen of it, and whether that is as much as it announces. In memory are addresses and hashes.</summary>
internal sealed class PageChain(int number, PageWalk walk)
{
    private readonly HashSet<Uri> urls = [];
    private readonly Dictionary<UInt128, Uri> contents = [];
    private readonly HashSet<UInt128> items = [];

    public int Number => number;
    public PageWalk Walk => walk;

    /// <summary>What the listing says of its own size; null: nothing.</summary>
    public long? Announced { get; set; }

    /// <summary>Items that differ, those that one page has twice counted twice.</summary>
    public long ItemCount => items.Count;

    /// <summary>Pages that gave items of their own.</summary>
    public int FreshPages { get; private set; }

    /// <summary>True when as many items came as were announced: whatever the pager does then, nothing is lacking.</summary>
    public bool IsWhole => Announced is { } announced && items.Count >= announced;

    public bool Contains(Uri url) => urls.Contains(url);

    public void Entered(Uri url) => urls.Add(url);

    /// <summary>The earlier page that lists exactly the same items, or null; whatever stands around them.</summary>
    public Uri? Repeated(Uri url, IReadOnlyList<IElement> elements)
    {
        UInt128 sum = 0; // whatever their order
        foreach (var element in elements)
            sum += HtmlPage.Fingerprint(element);
        return contents.TryAdd(sum, url) ? null : contents[sum];
    }

    /// <summary>Counts a page's items; those that earlier pages had not.</summary>
    public IReadOnlyList<IElement> Fresh(IReadOnlyList<IElement> elements)
    {
        var fresh = new List<IElement>(elements.Count);
        var onPage = new Dictionary<UInt128, int>();
        foreach (var element in elements)
        {
            var print = HtmlPage.Fingerprint(element);
            var times = onPage[print] = onPage.GetValueOrDefault(print) + 1;
            if (items.Add(unchecked(print + ((UInt128)(uint)times << 96))))
                fresh.Add(element);
        }

        FreshPages += fresh.Count > 0 ? 1 : 0;
        return fresh;
    }

    /// <summary>A doubt about the way from page to page, which is none when everything came.</summary>
    public void Doubt(string sentence)
    {
        if (!IsWhole)
            walk.Doubt(sentence);
    }

    /// <summary>Holds the items against the announced number.</summary>
    public void Close(Uri start, string counter)
    {
        if (Announced > items.Count)
            walk.Doubt($"The listing {FetchFaults.Show(start)} announces {Announced} items by {counter}, but {items.Count} different ones came.");
        else if (Announced < items.Count)
            walk.Note("count-differs", Severity.Warning, Whose.Ours, start, $"{Announced}", $"The listing announces {Announced} items by {counter}, but {items.Count} came: does that number count something else?");
    }
}
