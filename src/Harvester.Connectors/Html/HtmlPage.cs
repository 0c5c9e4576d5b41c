using System.IO.Hashing;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Harvester.Connectors.Html.Layout;

namespace Harvester.Connectors.Html;

/// <summary>A parsed page with the address it came from.</summary>
internal sealed class HtmlPage
{
    private readonly PageAddress address;

    /// <param name="url">After redirects.</param>
    /// <param name="encoding">That it was read in.</param>
    public HtmlPage(Uri url, IHtmlDocument document, Encoding encoding)
    {
        Url = url;
        Document = document;
        var stated = document.QuerySelector("base[href]")?.GetAttribute("href");
        Order = new DocumentOrder(Root);
        address = new PageAddress(new PageAddress(url, encoding).Resolve(stated) ?? url, encoding);
    }

    public Uri Url { get; }
    public IHtmlDocument Document { get; }
    public IElement Root => Document.DocumentElement;

    /// <summary>What its tables say of what stands in them.</summary>
    public PageTables Tables { get; } = new();

    public DocumentOrder Order { get; }

    /// <summary>Sentences on what of the page's items could not be read.</summary>
    public IReadOnlyList<string> Lacks { get; set; } = [];

    /// <summary>The words of the index links that led to the page, outermost first.</summary>
    public IReadOnlyList<string> Trail { get; set; } = [];

    /// <summary>For a detail page: the listing's item that led to it, with the page it stands on; null where none did.</summary>
    public (IElement Element, HtmlPage Page)? Listed { get; set; }

    /// <summary>See <see cref="PageAddress.Resolve"/>.</summary>
    public Uri? Resolve(string? reference) => address.Resolve(reference);

    /// <summary>A hash of what an item says and links to: equal for the same item on another page.</summary>
    public static UInt128 Fingerprint(IElement item)
    {
        var hash = new XxHash128();
        hash.Append(Encoding.UTF8.GetBytes(ElementText.Clean(ElementText.Of(item))));
        hash.Append("\0"u8);
        foreach (var link in item.QuerySelectorAll("a[href]").Prepend(item))
            hash.Append(Encoding.UTF8.GetBytes(link.GetAttribute("href") + "\n"));
        return hash.GetCurrentHashAsUInt128();
    }
}
