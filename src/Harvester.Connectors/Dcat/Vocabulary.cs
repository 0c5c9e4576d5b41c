using Harvester.Rdf;

namespace Harvester.Connectors.Dcat;

/// <summary>The prefixes of payloads, and the terms that decide what is a dataset and what is the next page.</summary>
internal static class Vocabulary
{
    private const string Dcat = "http://www.w3.org/ns/dcat#";
    private const string Dct = "http://purl.org/dc/terms/";
    private const string Hydra = "http://www.w3.org/ns/hydra/core#";
    private const string RdfNamespace = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    private const string Xsd = "http://www.w3.org/2001/XMLSchema#";
    private const string Skos = "http://www.w3.org/2004/02/skos/core#";

    private static readonly (string Prefix, string Namespace)[] Prefixes =
    [
        ("dcat", Dcat),
        ("dct", Dct),
        ("foaf", "http://xmlns.com/foaf/0.1/"),
        ("vcard", "http://www.w3.org/2006/vcard/ns#"),
        ("skos", Skos),
        ("schema", "http://schema.org/"),
        ("schema", "https://schema.org/"),
        ("adms", "http://www.w3.org/ns/adms#"),
        ("owl", "http://www.w3.org/2002/07/owl#"),
        ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
        ("rdf", RdfNamespace),
        ("xsd", Xsd),
        ("time", "http://www.w3.org/2006/time#"),
        ("prov", "http://www.w3.org/ns/prov#"),
        ("locn", "http://www.w3.org/ns/locn#"),
        ("gsp", "http://www.opengis.net/ont/geosparql#"),
        ("spdx", "http://spdx.org/rdf/terms#"),
        ("hydra", Hydra),
        ("dcatap", "http://data.europa.eu/r5r/"),
        ("org", "http://www.w3.org/ns/org#"),
        ("odrs", "http://schema.theodi.org/odrs#"),
        ("dqv", "http://www.w3.org/ns/dqv#"),
    ];

    public static readonly Term Type = Term.Iri(RdfNamespace + "type");
    public static readonly Term First = Term.Iri(RdfNamespace + "first");
    public static readonly Term Rest = Term.Iri(RdfNamespace + "rest");
    public static readonly Term Nil = Term.Iri(RdfNamespace + "nil");
    public static readonly Term DatasetOf = Term.Iri(Dcat + "dataset");
    public static readonly Term Dataset = Term.Iri(Dcat + "Dataset");
    public static readonly Term DatasetSeries = Term.Iri(Dcat + "DatasetSeries");
    public static readonly Term Catalog = Term.Iri(Dcat + "Catalog");
    public static readonly Term CatalogRecord = Term.Iri(Dcat + "CatalogRecord");
    public static readonly Term LandingPage = Term.Iri(Dcat + "landingPage");
    public static readonly Term Identifier = Term.Iri(Dct + "identifier");
    public static readonly Term HydraNext = Term.Iri(Hydra + "next");
    public static readonly Term HydraNextPage = Term.Iri(Hydra + "nextPage");
    public static readonly Term HydraTotalItems = Term.Iri(Hydra + "totalItems");

    /// <summary>What a dataset may need of its catalogue.</summary>
    public static readonly Term[] OfCatalog = [Term.Iri(Dct + "license"), Term.Iri(Dct + "publisher"), Term.Iri(Dct + "language")];

    /// <summary>The prefixed name, or the IRI itself where no prefix fits.</summary>
    public static string Shorten(string iri)
    {
        foreach (var (prefix, name) in Prefixes)
        {
            if (iri.Length > name.Length && iri.StartsWith(name, StringComparison.Ordinal))
                return $"{prefix}:{iri.AsSpan(name.Length)}";
        }

        return iri;
    }

    /// <summary>The datatypes that a literal has unasked (RDF 1.1 Concepts, section 3.3).</summary>
    public static bool IsPlain(string? datatype) => datatype is null or Xsd + "string" or RdfNamespace + "langString";

    /// <summary>Predicates that lead through a whole thesaurus.</summary>
    public static bool IsThesaurus(Term predicate) => predicate.Value.StartsWith(Skos, StringComparison.Ordinal);
}
