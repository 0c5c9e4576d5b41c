using System.Globalization;
using System.Text;
using Harvester.SamplePortals.Content;
using Harvester.SamplePortals.Serving;
using Microsoft.AspNetCore.Http;
using static Harvester.SamplePortals.Dcat.TurtleText;

namespace Harvester.SamplePortals.Dcat;

/// <summary>
/// DCAT in Turtle as ckanext-dcat writes it: every page is the catalogue with a share of its datasets and a hydra node, old
/// (hydra:PagedCollection, nextPage as text) and new (hydra:PartialCollectionView, next as IRI) at once.
/// </summary>
internal sealed class TurtlePortal(SampleCatalogues catalogues) : IPortal
{
    private const string Site = "http://" + MinatoContent.Host;
    private const string Prefixes = """
        @prefix dcat: <http://www.w3.org/ns/dcat#> .
        @prefix dct: <http://purl.org/dc/terms/> .
        @prefix foaf: <http://xmlns.com/foaf/0.1/> .
        @prefix hydra: <http://www.w3.org/ns/hydra/core#> .
        @prefix schema: <http://schema.org/> .
        @prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
        @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .


        """;

    public string Host => MinatoContent.Host;

    public Document? Find(string path, IQueryCollection query)
    {
        if (path == "/catalog.ttl")
            return int.TryParse(query["page"].FirstOrDefault("1"), NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page > 0
                ? Page(page)
                : Document.Text("Page must be a positive integer\n", "text/plain", status: StatusCodes.Status409Conflict);
        if (path == "/")
            return Document.Html("港区オープンデータカタログ（見本）", "<p><a href=\"/catalog.ttl\">カタログ（Turtle）</a></p>");
        if (path == "/terms")
            return Document.Html("利用規約", "<p>データは CC BY 4.0 で提供します。</p>");
        var name = path.StartsWith("/dataset/", StringComparison.Ordinal) ? path["/dataset/".Length..] : "";
        return catalogues.Minato.Contains(name)
            ? Document.Html(catalogues.Minato[name].Title, $"<p>{Document.Encode(catalogues.Minato[name].Description)}</p>", catalogues.Minato[name].Modified)
            : null;
    }

    private Document Page(int page)
    {
        var size = catalogues.TurtlePageSize;
        var last = Math.Max(1, (catalogues.Minato.Count + size - 1) / size);
        var shown = catalogues.Minato.Skip((page - 1) * size).Take(size).ToList();
        var text = new StringBuilder(Prefixes);
        text.AppendLine($"""
            <{Site}/> a dcat:Catalog ;
                dct:title {Literal("港区オープンデータカタログ（見本）", "ja")}, {Literal("Minato City open data (sample)", "en")} ;
                dct:description {Literal("港区が保有するデータの目録です。", "ja")} ;
                dct:language <http://publications.europa.eu/resource/authority/language/JPN> ;
                dct:license <https://creativecommons.org/licenses/by/4.0/> ;
                dct:publisher <{Site}/organization/minato> ;
                foaf:homepage <{Site}/> {string.Concat(shown.Select(dataset => $";\n    dcat:dataset <{Site}/dataset/{dataset.Name}> "))}.

            <{Site}/organization/minato> a foaf:Organization ;
                foaf:name {Literal("港区", "ja")}, {Literal("Minato City", "en")} ;
                dct:identifier "131032" .

            <{Site}/catalog.ttl?page={page}> a hydra:PagedCollection, hydra:PartialCollectionView ;
                hydra:totalItems {catalogues.Minato.Count} ;
                hydra:itemsPerPage {size} ;{Link("first", "firstPage", 1)}{(page > 1 ? Link("previous", "previousPage", page - 1) : "")}{(page < last ? Link("next", "nextPage", page + 1) : "")}
                hydra:last <{Site}/catalog.ttl?page={last}> ;
                hydra:lastPage "{Site}/catalog.ttl?page={last}" .
            """);
        foreach (var dataset in shown)
            TurtleDataset.Write(text, Site, dataset);
        var modified = shown.Count == 0 ? (DateOnly?)null : shown.Max(dataset => dataset.Modified);
        return Document.Text(text.Replace("\r\n", "\n").ToString(), "text/turtle; charset=utf-8", modified);
    }

    private static string Link(string relation, string former, int page) =>
        $"\n    hydra:{relation} <{Site}/catalog.ttl?page={page}> ;\n    hydra:{former} \"{Site}/catalog.ttl?page={page}\" ;";
}
