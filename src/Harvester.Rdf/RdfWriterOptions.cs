namespace Harvester.Rdf;

/// <summary>How <see cref="RdfWriter"/> writes one document.</summary>
public sealed class RdfWriterOptions
{
    /// <summary>The prefixes that catalogues use.</summary>
    public static IReadOnlyDictionary<string, string> CommonPrefixes { get; } = new Dictionary<string, string>
    {
        ["adms"] = "http://www.w3.org/ns/adms#",
        ["dcat"] = "http://www.w3.org/ns/dcat#",
        ["dcatap"] = "http://data.europa.eu/r5r/",
        ["dct"] = "http://purl.org/dc/terms/",
        ["foaf"] = "http://xmlns.com/foaf/0.1/",
        ["geo"] = "http://www.opengis.net/ont/geosparql#",
        ["hydra"] = "http://www.w3.org/ns/hydra/core#",
        ["locn"] = "http://www.w3.org/ns/locn#",
        ["odrl"] = "http://www.w3.org/ns/odrl/2/",
        ["owl"] = "http://www.w3.org/2002/07/owl#",
        ["prov"] = "http://www.w3.org/ns/prov#",
        ["rdf"] = Names.Rdf,
        ["rdfs"] = "http://www.w3.org/2000/01/rdf-schema#",
        ["schema"] = "http://schema.org/",
        ["sdo"] = "https://schema.org/",
        ["skos"] = "http://www.w3.org/2004/02/skos/core#",
        ["spdx"] = "http://spdx.org/rdf/terms#",
        ["time"] = "http://www.w3.org/2006/time#",
        ["vcard"] = "http://www.w3.org/2006/vcard/ns#",
        ["xsd"] = Names.Xsd,
    };

    /// <summary>
    /// Prefixes to choose from, with their namespaces: those that are used are declared, beside <c>ns0</c> and so on for other namespaces that are used often. A
    /// syntax passes over a prefix that it cannot have.
    /// </summary>
    public IReadOnlyDictionary<string, string> Prefixes { get; init; } = CommonPrefixes;

    /// <summary>An absolute IRI without a fragment that the document gives as its base: it and its fragments are then written relative to it. N-Triples and N-Quads have no base.</summary>
    public string? BaseIri { get; init; }

    /// <summary>How many statements are kept to be written together (<see cref="RdfWriter"/>). N-Triples and N-Quads keep none.</summary>
    public int BlockStatements { get; init; } = 50_000;

    /// <summary>How many bytes of terms are kept to be written together.</summary>
    public int BlockBytes { get; init; } = 8 * 1024 * 1024;
}
