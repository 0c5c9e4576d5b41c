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

    /// <summary>See <see cref="PageAddress.Resolve"/>.</summary>
    public Uri? Resolve(string? reference) => address.Resolve(reference);

    /// <summary>A hash of what the items say and link to: equal for the same list under another address, whatever stands around it.</summary>
    public static UInt128 Fingerprint(IEnumerable<IElement> items)
    {
        var hash = new XxHash128();
        foreach (var item in items)
        {
            hash.Append(Encoding.UTF8.GetBytes(ElementText.Clean(ElementText.Of(item))));
            hash.Append("\0"u8);
            foreach (var link in item.QuerySelectorAll("a[href]").Prepend(item))
                hash.Append(Encoding.UTF8.GetBytes(link.GetAttribute("href") + "\n"));
        }

        return hash.GetCurrentHashAsUInt128();
    }
}
