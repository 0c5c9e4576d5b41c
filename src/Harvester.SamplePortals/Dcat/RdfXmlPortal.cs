using System.Globalization;
using System.Text;
using System.Xml;
using Harvester.SamplePortals.Content;
using Harvester.SamplePortals.Serving;
using Microsoft.AspNetCore.Http;

namespace Harvester.SamplePortals.Dcat;

/// <summary>DCAT as one RDF/XML file, nodes nested in the catalogue, contacts and periods without a name.</summary>
internal sealed class RdfXmlPortal(SampleCatalogues catalogues) : IPortal
{
    private const string Site = "http://" + MachidaContent.Host;
    private const string Rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    private const string Dcat = "http://www.w3.org/ns/dcat#";
    private const string Dct = "http://purl.org/dc/terms/";
    private const string Foaf = "http://xmlns.com/foaf/0.1/";
    private const string Vcard = "http://www.w3.org/2006/vcard/ns#";
    private const string Xsd = "http://www.w3.org/2001/XMLSchema#";
    private const string Eu = "http://publications.europa.eu/resource/authority/";

    public string Host => MachidaContent.Host;

    public Document? Find(string path, IQueryCollection query) => path switch
    {
        "/catalog.rdf" => Catalogue(),
        "/terms" => Document.Html("町田市オープンデータ利用規約", "<p>クリエイティブ・コモンズ 表示 4.0 国際</p>"),
        "/" => Document.Html("町田市オープンデータ（見本）", "<p><a href=\"/catalog.rdf\">カタログ（RDF/XML）</a></p>"),
        _ when path.StartsWith("/dataset/", StringComparison.Ordinal) && catalogues.Machida.Contains(path["/dataset/".Length..]) =>
            Document.Html(catalogues.Machida[path["/dataset/".Length..]].Title, ""),
        _ => null,
    };

    private Document Catalogue()
    {
        var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new XmlWriterSettings { Indent = true, Encoding = new UTF8Encoding(false), NewLineChars = "\n" }))
        {
            xml.WriteStartElement("rdf", "RDF", Rdf);
            foreach (var (prefix, space) in new[] { ("dcat", Dcat), ("dct", Dct), ("foaf", Foaf), ("vcard", Vcard) })
                xml.WriteAttributeString("xmlns", prefix, null, space);
            Node(xml, Dcat, "Catalog", Site + "/catalog");
            Text(xml, Dct, "title", "町田市オープンデータカタログ（見本）", "ja");
            Text(xml, Dct, "title", "Machida City open data (sample)", "en");
            Resource(xml, Dct, "license", Site + "/terms");
            Resource(xml, Foaf, "homepage", Site + "/");
            foreach (var dataset in catalogues.Machida)
            {
                xml.WriteStartElement("dataset", Dcat);
                Dataset(xml, dataset);
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        var modified = catalogues.Machida.Count == 0 ? (DateOnly?)null : catalogues.Machida.Max(dataset => dataset.Modified);
        return new Document(bytes.ToArray(), "application/rdf+xml", modified);
    }

    private static void Dataset(XmlWriter xml, SampleDataset dataset)
    {
        Node(xml, Dcat, "Dataset", $"{Site}/dataset/{dataset.Name}");
        Text(xml, Dct, "title", dataset.Title, "ja");
        if (dataset.TitleEn is { } english)
            Text(xml, Dct, "title", english, "en");
        Text(xml, Dct, "description", dataset.Description, "ja");
        Text(xml, Dct, "identifier", $"132098-{dataset.Name}");
        Typed(xml, Dct, "issued", dataset.Issued.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), "date");
        // A month is all that some of the older records know.
        if (Stable.Number(dataset.Name, 6) == 0)
            Typed(xml, Dct, "modified", dataset.Modified.ToString("yyyy-MM", CultureInfo.InvariantCulture), "gYearMonth");
        else
            Typed(xml, Dct, "modified", dataset.Modified.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), "date");
        foreach (var keyword in dataset.Keywords)
            Text(xml, Dcat, "keyword", keyword, "ja");
        Resource(xml, Dcat, "theme", $"{Eu}data-theme/{DcatWords.Theme(dataset.Category)}");
        if (dataset.Frequency is { } frequency)
            Resource(xml, Dct, "accrualPeriodicity", $"{Eu}frequency/{frequency}");
        Resource(xml, Dcat, "landingPage", $"{Site}/dataset/{dataset.Name}");

        xml.WriteStartElement("publisher", Dct);
        Node(xml, Foaf, "Organization", Site + "/organization/machida");
        Text(xml, Foaf, "name", "町田市", "ja");
        xml.WriteEndElement();
        xml.WriteEndElement();

        xml.WriteStartElement("contactPoint", Dcat);
        xml.WriteAttributeString("parseType", Rdf, "Resource");
        Text(xml, Vcard, "fn", dataset.Unit ?? "情報システム課", "ja");
        Resource(xml, Vcard, "hasEmail", "mailto:opendata@city.machida.example");
        xml.WriteEndElement();

        foreach (var (file, number) in dataset.Files.Select((file, index) => (file, index + 1)))
        {
            xml.WriteStartElement("distribution", Dcat);
            Distribution(xml, file, $"{Site}/dataset/{dataset.Name}#file{number}");
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void Distribution(XmlWriter xml, SampleFile file, string iri)
    {
        Node(xml, Dcat, "Distribution", iri);
        Text(xml, Dct, "title", file.Title, "ja");
        Resource(xml, Dcat, "accessURL", file.Url);
        Resource(xml, Dcat, "downloadURL", file.Url);
        Text(xml, Dcat, "mediaType", DcatWords.MediaType(file.Format));
        xml.WriteStartElement("format", Dct);
        Node(xml, Dct, "IMT", null);
        Text(xml, Rdf, "value", DcatWords.MediaType(file.Format));
        xml.WriteEndElement();
        xml.WriteEndElement();
        Typed(xml, Dcat, "byteSize", file.Size?.ToString(CultureInfo.InvariantCulture) ?? "0", "decimal");
        Resource(xml, Dct, "license", "https://creativecommons.org/licenses/by/4.0/");
        xml.WriteEndElement();
    }

    private static void Node(XmlWriter xml, string space, string name, string? about)
    {
        xml.WriteStartElement(name, space);
        if (about is not null)
            xml.WriteAttributeString("about", Rdf, about);
    }

    private static void Text(XmlWriter xml, string space, string name, string value, string? language = null)
    {
        xml.WriteStartElement(name, space);
        if (language is not null)
            xml.WriteAttributeString("xml", "lang", null, language);
        xml.WriteString(value);
        xml.WriteEndElement();
    }

    private static void Typed(XmlWriter xml, string space, string name, string value, string type)
    {
        xml.WriteStartElement(name, space);
        xml.WriteAttributeString("datatype", Rdf, Xsd + type);
        xml.WriteString(value);
        xml.WriteEndElement();
    }

    private static void Resource(XmlWriter xml, string space, string name, string iri)
    {
        xml.WriteStartElement(name, space);
        xml.WriteAttributeString("resource", Rdf, iri);
        xml.WriteEndElement();
    }
}
