using System.Globalization;
using System.Text;
using System.Xml;
using Harvester.Core.Model;
using Harvester.Core.Publication;

namespace Harvester.Publishing.Feeds;

/// <summary>
/// Writes Atom (RFC 4287), paged (RFC 5005), with deleted entries (RFC 6721). An entry's id is the UUID that the dataset has as a package: it stays when the site
/// gets another address.
/// </summary>
public static class AtomFeed
{
    public const string MediaType = "application/atom+xml; charset=utf-8";

    private const string Atom = "http://www.w3.org/2005/Atom";
    private const string Tombstones = "http://purl.org/atompub/tombstones/1.0";
    private const int LongestSummary = 1000;

    public static async Task WriteAsync(AtomPage page, Stream output)
    {
        await using var xml = XmlWriter.Create(output, new XmlWriterSettings { Async = true, Encoding = new UTF8Encoding(false), Indent = true, CloseOutput = false });
        await xml.WriteStartDocumentAsync();
        await xml.WriteStartElementAsync(null, "feed", Atom);
        await xml.WriteAttributeStringAsync("xmlns", "at", null, Tombstones);
        await xml.WriteAttributeStringAsync("xml", "lang", null, "ja");
        Element(xml, "id", page.First.AbsoluteUri);
        Element(xml, "title", page.Title);
        Element(xml, "updated", Instant(page.Entries.Count > 0 ? page.Entries.Max(entry => entry.At) : page.Updated));
        Link(xml, "self", page.Self, "application/atom+xml");
        Link(xml, "first", page.First, "application/atom+xml");
        if (page.Next is not null)
            Link(xml, "next", page.Next, "application/atom+xml");
        Link(xml, "alternate", page.Alternate, "text/html");
        foreach (var entry in page.Entries)
        {
            if (entry.Dataset is { } dataset)
                Entry(xml, page.Site, dataset, entry.At);
            else
                Deleted(xml, entry);
            await xml.FlushAsync();
        }

        await xml.WriteEndElementAsync();
        await xml.WriteEndDocumentAsync();
    }

    /// <summary>The credit line and the licence, in the words of the source where no more is known: an entry without licence says so.</summary>
    public static string Rights(Dataset dataset)
    {
        var credit = dataset.Attribution ?? dataset.Publisher.Name.Best();
        var licence = dataset.Licence switch
        {
            { Id: { } id, Url: { } url } => $"{id} ({url})",
            { Id: { } id } => id,
            { Original: { } original } => original,
            { Url: { } url } => url,
            _ => "ライセンスの記載なし / no licence stated",
        };
        return credit.Length == 0 ? licence : $"{credit} / {licence}";
    }

    private static void Entry(XmlWriter xml, Uri site, Dataset dataset, DateTimeOffset at)
    {
        var about = Uri.EscapeDataString(dataset.Id);
        xml.WriteStartElement("entry", Atom);
        Element(xml, "id", Id(dataset.Id));
        Element(xml, "title", dataset.Title.Best());
        Element(xml, "updated", Instant(at));
        Element(xml, "published", Instant(dataset.Provenance.FirstSeen));
        xml.WriteStartElement("author", Atom);
        Element(xml, "name", dataset.Publisher.Name.Best() is { Length: > 0 } name ? name : dataset.Publisher.Code ?? dataset.Provenance.Source);
        xml.WriteEndElement();
        Link(xml, "alternate", new Uri(site, $"datasets/{about}"), "text/html");
        Link(xml, "alternate", new Uri(site, $"api/v1/datasets/{about}"), "application/json");
        if (dataset.Licence?.Url is { } licence && Uri.TryCreate(licence, UriKind.Absolute, out var terms) && terms.Scheme is "http" or "https")
            Link(xml, "license", terms, null); // RFC 4946
        foreach (var theme in dataset.Themes)
        {
            xml.WriteStartElement("category", Atom);
            xml.WriteAttributeString("term", XmlCharacters.Clean(theme.Iri));
            xml.WriteEndElement();
        }

        Element(xml, "rights", Rights(dataset));
        // Without content an entry is to have a summary (section 4.1.2 leaves it open where it has an alternate): the description, or the title again.
        Element(xml, "summary", Shortened(dataset.Description.Best() is { Length: > 0 } text ? text : dataset.Title.Best()));
        xml.WriteEndElement();
    }

    private static void Deleted(XmlWriter xml, AtomEntry entry)
    {
        xml.WriteStartElement("at", "deleted-entry", Tombstones);
        xml.WriteAttributeString("ref", Id(entry.Id));
        xml.WriteAttributeString("when", Instant(entry.At));
        xml.WriteEndElement();
    }

    private static void Element(XmlWriter xml, string name, string text) => xml.WriteElementString(name, Atom, XmlCharacters.Clean(text));

    private static void Link(XmlWriter xml, string relation, Uri target, string? type)
    {
        xml.WriteStartElement("link", Atom);
        xml.WriteAttributeString("rel", relation);
        if (type is not null)
            xml.WriteAttributeString("type", type);
        xml.WriteAttributeString("href", target.AbsoluteUri);
        xml.WriteEndElement();
    }

    private static string Id(string dataset) => $"urn:uuid:{PackageNames.Id(dataset):D}";

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Shortened(string text) => text.Length <= LongestSummary ? text : text[..(char.IsHighSurrogate(text[LongestSummary - 1]) ? LongestSummary - 1 : LongestSummary)] + "…";
}
