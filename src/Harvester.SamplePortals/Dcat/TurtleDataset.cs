using System.Text;
using Harvester.SamplePortals.Content;
using static Harvester.SamplePortals.Dcat.TurtleText;

namespace Harvester.SamplePortals.Dcat;

/// <summary>One dataset of the Turtle portal, with the variety of a catalogue that grew over the years.</summary>
internal static class TurtleDataset
{
    private const string Eu = "http://publications.europa.eu/resource/authority/";

    public static void Write(StringBuilder text, string site, SampleDataset dataset)
    {
        var iri = $"{site}/dataset/{dataset.Name}";
        text.AppendLine().Append($"<{iri}> a dcat:Dataset");
        Add("dct:title", Literal(dataset.Title, "ja") + (dataset.TitleEn is { } english ? ", " + Literal(english, "en") : ""));
        Add("dct:description", Long(dataset.Description, "ja"));
        Add("dct:identifier", Literal(dataset.Name));
        Add("dct:issued", Date(dataset.Issued));
        Add("dct:modified", Stable.Number(dataset.Name, 2) == 0 ? Date(dataset.Modified) : DateTime(dataset.Modified));
        Add("dct:language", $"<{Eu}language/JPN>");
        Add("dct:publisher", $"<{site}/organization/minato>");
        Add("dcat:theme", $"<{Eu}data-theme/{DcatWords.Theme(dataset.Category)}>");
        Add("dcat:keyword", string.Join(", ", dataset.Keywords.Select(keyword => Literal(keyword, "ja"))));
        if (dataset.Frequency is { } frequency)
            Add("dct:accrualPeriodicity", $"<{Eu}frequency/{frequency}>");
        Add("dcat:landingPage", $"<{iri}>");
        Add("dcat:contactPoint", Contact(dataset));
        if (Stable.Number(dataset.Name + "period", 3) == 0)
            Add("dct:temporal", Period(dataset));
        Add("dct:license", License(dataset.Name));
        foreach (var file in dataset.Files)
            Add("dcat:distribution", $"<{DistributionIri(file)}>");
        text.AppendLine(" .");
        foreach (var file in dataset.Files)
            WriteDistribution(text, file, iri);

        void Add(string property, string value) => text.Append($" ;\n    {property} {value}");
    }

    private static void WriteDistribution(StringBuilder text, SampleFile file, string landingPage)
    {
        var plain = Stable.Number(file.Url, 5) == 0;
        text.AppendLine($"""

            <{DistributionIri(file)}> a dcat:Distribution ;
                dct:title {Literal($"{file.Title}（{file.Format}）", "ja")} ;
                dcat:accessURL <{(plain ? file.Url : landingPage)}> ;
                dcat:downloadURL <{file.Url}> ;
                dcat:mediaType {(plain ? Literal(DcatWords.MediaType(file.Format)) : $"<https://www.iana.org/assignments/media-types/{DcatWords.MediaType(file.Format)}>")} ;
                dct:format {(plain ? Literal(file.Format) : $"<{Eu}file-type/{DcatWords.FileType(file.Format)}>")} ;
                dcat:byteSize "{file.Size}"^^{(plain ? "xsd:decimal" : "xsd:nonNegativeInteger")} ;
                dct:modified {Date(file.Modified)} .
            """);
    }

    private static string DistributionIri(SampleFile file) => file.Url[..file.Url.IndexOf("/download/", StringComparison.Ordinal)];

    private static string Contact(SampleDataset dataset) =>
        $"[ a vcard:Organization ; vcard:fn {Literal("港区" + dataset.Unit, "ja")} ; vcard:hasEmail <mailto:opendata@city.minato.example> ; vcard:hasTelephone [ vcard:hasValue <tel:+81-3-0000-{Stable.Number(dataset.Unit ?? "", 10000):D4}> ] ]";

    // DCAT 1 (ckanext-dcat's schema.org properties) and DCAT 2 side by side.
    private static string Period(SampleDataset dataset)
    {
        var (start, end) = Stable.Number(dataset.Name, 2) == 0 ? ("dcat:startDate", "dcat:endDate") : ("schema:startDate", "schema:endDate");
        return $"[ a dct:PeriodOfTime ; {start} {Date(new DateOnly(2025, 4, 1))} ; {end} {Date(new DateOnly(2026, 3, 31))} ]";
    }

    private static string License(string name) => Stable.Number(name + "licence", 8) switch
    {
        0 => "<http://creativecommons.org/licenses/by/4.0/deed.ja>",
        1 => $"<{Eu}licence/CC_BY_4_0>",
        _ => "<https://creativecommons.org/licenses/by/4.0/>",
    };
}
