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
    private const string Adms = "http://www.w3.org/ns/adms#";
    private const string Foaf = "http://xmlns.com/foaf/0.1/";
    private const string Schema = "http://schema.org/";
    private const string SecureSchema = "https://schema.org/";

    private static readonly (string Prefix, string Namespace)[] Prefixes =
    [
        ("dcat", Dcat),
        ("dct", Dct),
        ("foaf", Foaf),
        ("vcard", "http://www.w3.org/2006/vcard/ns#"),
        ("skos", Skos),
        ("schema", Schema),
        ("schema", SecureSchema),
        ("adms", Adms),
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
    public static readonly Term DataService = Term.Iri(Dcat + "DataService");
    public static readonly Term ServiceOf = Term.Iri(Dcat + "service");
    public static readonly Term AccessService = Term.Iri(Dcat + "accessService");
    public static readonly Term EndpointUrl = Term.Iri(Dcat + "endpointURL");
    public static readonly Term CatalogOf = Term.Iri(Dcat + "catalog");
    public static readonly Term RecordOf = Term.Iri(Dcat + "record");
    public static readonly Term HasPart = Term.Iri(Dct + "hasPart");
    public static readonly Term IsPartOf = Term.Iri(Dct + "isPartOf");
    public static readonly Term PrimaryTopic = Term.Iri(Foaf + "primaryTopic");
    public static readonly Term InSeries = Term.Iri(Dcat + "inSeries");
    public static readonly Term SeriesMember = Term.Iri(Dcat + "seriesMember");
    public static readonly Term Distribution = Term.Iri(Dcat + "distribution");
    public static readonly Term BoundingBox = Term.Iri(Dcat + "bbox");
    public static readonly Term Geometry = Term.Iri("http://www.w3.org/ns/locn#geometry");
    public static readonly Term OtherIdentifier = Term.Iri(Adms + "identifier");
    public static readonly Term SchemaAgency = Term.Iri(Adms + "schemaAgency");
    public static readonly Term Notation = Term.Iri(Skos + "notation");
    public static readonly Term Publisher = Term.Iri(Dct + "publisher");
    public static readonly Term LandingPage = Term.Iri(Dcat + "landingPage");
    public static readonly Term Identifier = Term.Iri(Dct + "identifier");
    public static readonly Term HydraNext = Term.Iri(Hydra + "next");
    public static readonly Term HydraNextPage = Term.Iri(Hydra + "nextPage");
    public static readonly Term HydraTotalItems = Term.Iri(Hydra + "totalItems");

    public static readonly Term SchemaDataset = Term.Iri(Schema + "Dataset");
    public static readonly Term SchemaCatalog = Term.Iri(Schema + "DataCatalog");
    public static readonly Term SchemaDatasetOf = Term.Iri(Schema + "dataset");
    public static readonly Term SchemaInCatalog = Term.Iri(Schema + "includedInDataCatalog");
    public static readonly Term SchemaDistribution = Term.Iri(Schema + "distribution");
    public static readonly Term SchemaIdentifier = Term.Iri(Schema + "identifier");
    public static readonly Term SchemaValue = Term.Iri(Schema + "value");
    public static readonly Term SchemaUrl = Term.Iri(Schema + "url");
    public static readonly Term SchemaKeywords = Term.Iri(Schema + "keywords");
    public static readonly Term SchemaBox = Term.Iri(Schema + "box");
    public static readonly Term SchemaLatitude = Term.Iri(Schema + "latitude");
    public static readonly Term SchemaLongitude = Term.Iri(Schema + "longitude");

    /// <summary>Titles of a dataset, the most telling property first.</summary>
    public static readonly Term[] Titles = [Term.Iri(Dct + "title"), Term.Iri("http://www.w3.org/2000/01/rdf-schema#label"), Term.Iri(Schema + "name")];

    /// <summary>Names of an agent.</summary>
    public static readonly Term[] Names =
        [Term.Iri(Foaf + "name"), Term.Iri(Skos + "prefLabel"), Term.Iri("http://www.w3.org/2000/01/rdf-schema#label"), Term.Iri("http://www.w3.org/2006/vcard/ns#fn"), Term.Iri(Schema + "name")];

    public static readonly Term[] Publishers = [Publisher, Term.Iri(Schema + "publisher")];

    /// <summary>By which a catalogue names what is in it.</summary>
    public static readonly Term[] Members = [DatasetOf, CatalogOf, HasPart, RecordOf, ServiceOf, SchemaDatasetOf];

    /// <summary>What a dataset may need of its catalogue.</summary>
    public static readonly Term[] OfCatalog =
        [Term.Iri(Dct + "license"), Publisher, Term.Iri(Dct + "language"), Term.Iri(Schema + "license"), Term.Iri(Schema + "publisher")];

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

    /// <summary>schema.org is one vocabulary under two schemes; its own documents say <c>https</c> since 2020, most pages <c>http</c>.</summary>
    public static Term OneSchema(Term term) =>
        term.Kind == TermKind.Iri && term.Value.StartsWith(SecureSchema, StringComparison.Ordinal) && term.Value.Length > SecureSchema.Length
            ? Term.Iri(Schema + term.Value[SecureSchema.Length..])
            : term;

    public static bool IsCatalogType(Term type) => type == Catalog || type == SchemaCatalog;

    public static bool IsDatasetType(Term type) => type == Dataset || type == DatasetSeries || type == SchemaDataset;

    /// <summary>The datatypes that a literal has unasked (RDF 1.1 Concepts, section 3.3).</summary>
    public static bool IsPlain(string? datatype) => datatype is null or Xsd + "string" or RdfNamespace + "langString";

    /// <summary>Predicates that lead through a whole thesaurus.</summary>
    public static bool IsThesaurus(Term predicate) => predicate.Value.StartsWith(Skos, StringComparison.Ordinal);
}
