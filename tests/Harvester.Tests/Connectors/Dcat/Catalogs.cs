using System.Text.Json.Nodes;
using Harvester.Connectors.Dcat;
using Harvester.Connectors.Definitions;
using Harvester.Core.Model;
using Harvester.Tests.Connectors.Html;

namespace Harvester.Tests.Connectors.Dcat;

/// <summary>Short forms for readings of DCAT catalogues.</summary>
internal static class Catalogs
{
    public const string Host = LoopbackSite.Host;

    public const string Prefixes = """
        @prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> . @prefix hydra: <http://www.w3.org/ns/hydra/core#> .
        @prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix ex: <http://data.example.jp/> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .

        """;

    public static Task<Harvest> HarvestAsync(LoopbackSite site, string path = "/catalog", DcatSyntax? syntax = null, bool paging = true, Harvest? after = null) =>
        Harvest.OfAsync(new DcatConnector(
            Harvest.FileOf(RecordKind.Dcat) with { Dcat = new DcatBlock { Catalog = new Uri(Host + path), Syntax = syntax, Paging = paging } }, site), after);

    /// <summary>The catalogue's only document is this one.</summary>
    public static async Task<Harvest> OfAsync(string text, string? type, string path = "/catalog", DcatSyntax? syntax = null)
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Text(path, text, type);
        return await HarvestAsync(site, path, syntax);
    }

    public static Task<Harvest> TurtleAsync(string turtle) => OfAsync(Prefixes + turtle, "text/turtle");

    /// <summary>The values of a property, as texts, references or nested values.</summary>
    public static string?[] Values(this JsonNode node, string property, string? inner = null) =>
        [.. (node[property]?.AsArray() ?? []).SelectMany(value => inner is null ? [Text(value!)] : value!.Values(inner))];

    private static string? Text(JsonNode value) => (string?)(value["@value"] ?? value["@id"]) ?? value.ToJsonString();
}
