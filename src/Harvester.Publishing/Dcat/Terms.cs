namespace Harvester.Publishing.Dcat;

/// <summary>The IRIs of the vocabularies that DCAT-AP 3 uses, as bytes.</summary>
internal static class Terms
{
    public const string EuFrequency = "http://publications.europa.eu/resource/authority/frequency/";
    public const string EuLanguage = "http://publications.europa.eu/resource/authority/language/";
    public const string Iana = "https://www.iana.org/assignments/media-types/";

    /// <summary>標準地域コード as linked data of the Statistics Bureau; the five digits without the check digit follow.</summary>
    public const string StatisticalArea = "http://data.e-stat.go.jp/lod/sac/C";

    public static ReadOnlySpan<byte> Type => "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"u8;
    public static ReadOnlySpan<byte> Value => "http://www.w3.org/1999/02/22-rdf-syntax-ns#value"u8;
    public static ReadOnlySpan<byte> Label => "http://www.w3.org/2000/01/rdf-schema#label"u8;
    public static ReadOnlySpan<byte> Resource => "http://www.w3.org/2000/01/rdf-schema#Resource"u8;

    internal static class Dcat
    {
        public static ReadOnlySpan<byte> Catalog => "http://www.w3.org/ns/dcat#Catalog"u8;
        public static ReadOnlySpan<byte> Resource => "http://www.w3.org/ns/dcat#Resource"u8;
        public static ReadOnlySpan<byte> Dataset => "http://www.w3.org/ns/dcat#Dataset"u8;
        public static ReadOnlySpan<byte> Distribution => "http://www.w3.org/ns/dcat#Distribution"u8;
        public static ReadOnlySpan<byte> CatalogRecord => "http://www.w3.org/ns/dcat#CatalogRecord"u8;
        public static ReadOnlySpan<byte> DatasetOf => "http://www.w3.org/ns/dcat#dataset"u8;
        public static ReadOnlySpan<byte> RecordOf => "http://www.w3.org/ns/dcat#record"u8;
        public static ReadOnlySpan<byte> DistributionOf => "http://www.w3.org/ns/dcat#distribution"u8;
        public static ReadOnlySpan<byte> Keyword => "http://www.w3.org/ns/dcat#keyword"u8;
        public static ReadOnlySpan<byte> Theme => "http://www.w3.org/ns/dcat#theme"u8;
        public static ReadOnlySpan<byte> ThemeTaxonomy => "http://www.w3.org/ns/dcat#themeTaxonomy"u8;
        public static ReadOnlySpan<byte> ContactPoint => "http://www.w3.org/ns/dcat#contactPoint"u8;
        public static ReadOnlySpan<byte> LandingPage => "http://www.w3.org/ns/dcat#landingPage"u8;
        public static ReadOnlySpan<byte> InSeries => "http://www.w3.org/ns/dcat#inSeries"u8;
        public static ReadOnlySpan<byte> DatasetSeries => "http://www.w3.org/ns/dcat#DatasetSeries"u8;
        public static ReadOnlySpan<byte> AccessUrl => "http://www.w3.org/ns/dcat#accessURL"u8;
        public static ReadOnlySpan<byte> DownloadUrl => "http://www.w3.org/ns/dcat#downloadURL"u8;
        public static ReadOnlySpan<byte> MediaType => "http://www.w3.org/ns/dcat#mediaType"u8;
        public static ReadOnlySpan<byte> ByteSize => "http://www.w3.org/ns/dcat#byteSize"u8;
        public static ReadOnlySpan<byte> StartDate => "http://www.w3.org/ns/dcat#startDate"u8;
        public static ReadOnlySpan<byte> EndDate => "http://www.w3.org/ns/dcat#endDate"u8;
        public static ReadOnlySpan<byte> Bbox => "http://www.w3.org/ns/dcat#bbox"u8;
    }

    internal static class Dct
    {
        public static ReadOnlySpan<byte> Title => "http://purl.org/dc/terms/title"u8;
        public static ReadOnlySpan<byte> Description => "http://purl.org/dc/terms/description"u8;
        public static ReadOnlySpan<byte> Identifier => "http://purl.org/dc/terms/identifier"u8;
        public static ReadOnlySpan<byte> Publisher => "http://purl.org/dc/terms/publisher"u8;
        public static ReadOnlySpan<byte> License => "http://purl.org/dc/terms/license"u8;
        public static ReadOnlySpan<byte> Rights => "http://purl.org/dc/terms/rights"u8;
        public static ReadOnlySpan<byte> AccessRights => "http://purl.org/dc/terms/accessRights"u8;
        public static ReadOnlySpan<byte> Issued => "http://purl.org/dc/terms/issued"u8;
        public static ReadOnlySpan<byte> Modified => "http://purl.org/dc/terms/modified"u8;
        public static ReadOnlySpan<byte> Frequency => "http://purl.org/dc/terms/accrualPeriodicity"u8;
        public static ReadOnlySpan<byte> Temporal => "http://purl.org/dc/terms/temporal"u8;
        public static ReadOnlySpan<byte> Spatial => "http://purl.org/dc/terms/spatial"u8;
        public static ReadOnlySpan<byte> Language => "http://purl.org/dc/terms/language"u8;
        public static ReadOnlySpan<byte> Format => "http://purl.org/dc/terms/format"u8;
        public static ReadOnlySpan<byte> IsPartOf => "http://purl.org/dc/terms/isPartOf"u8;
        public static ReadOnlySpan<byte> LicenseDocument => "http://purl.org/dc/terms/LicenseDocument"u8;
        public static ReadOnlySpan<byte> RightsStatement => "http://purl.org/dc/terms/RightsStatement"u8;
        public static ReadOnlySpan<byte> FrequencyClass => "http://purl.org/dc/terms/Frequency"u8;
        public static ReadOnlySpan<byte> PeriodOfTime => "http://purl.org/dc/terms/PeriodOfTime"u8;
        public static ReadOnlySpan<byte> Location => "http://purl.org/dc/terms/Location"u8;
        public static ReadOnlySpan<byte> LinguisticSystem => "http://purl.org/dc/terms/LinguisticSystem"u8;
        public static ReadOnlySpan<byte> MediaTypeClass => "http://purl.org/dc/terms/MediaType"u8;
        public static ReadOnlySpan<byte> MediaTypeOrExtent => "http://purl.org/dc/terms/MediaTypeOrExtent"u8;
    }

    internal static class Foaf
    {
        public static ReadOnlySpan<byte> Agent => "http://xmlns.com/foaf/0.1/Agent"u8;
        public static ReadOnlySpan<byte> Name => "http://xmlns.com/foaf/0.1/name"u8;
        public static ReadOnlySpan<byte> Homepage => "http://xmlns.com/foaf/0.1/homepage"u8;
        public static ReadOnlySpan<byte> Document => "http://xmlns.com/foaf/0.1/Document"u8;
        public static ReadOnlySpan<byte> PrimaryTopic => "http://xmlns.com/foaf/0.1/primaryTopic"u8;
    }

    internal static class Org
    {
        public static ReadOnlySpan<byte> Identifier => "http://www.w3.org/ns/org#identifier"u8;
        public static ReadOnlySpan<byte> HasUnit => "http://www.w3.org/ns/org#hasUnit"u8;
    }

    internal static class VCard
    {
        public static ReadOnlySpan<byte> Kind => "http://www.w3.org/2006/vcard/ns#Kind"u8;
        public static ReadOnlySpan<byte> Name => "http://www.w3.org/2006/vcard/ns#fn"u8;
        public static ReadOnlySpan<byte> HasEmail => "http://www.w3.org/2006/vcard/ns#hasEmail"u8;
        public static ReadOnlySpan<byte> HasTelephone => "http://www.w3.org/2006/vcard/ns#hasTelephone"u8;
        public static ReadOnlySpan<byte> HasUrl => "http://www.w3.org/2006/vcard/ns#hasURL"u8;
        public static ReadOnlySpan<byte> Value => "http://www.w3.org/2006/vcard/ns#value"u8;
    }

    internal static class Skos
    {
        public static ReadOnlySpan<byte> Concept => "http://www.w3.org/2004/02/skos/core#Concept"u8;
        public static ReadOnlySpan<byte> ConceptScheme => "http://www.w3.org/2004/02/skos/core#ConceptScheme"u8;
        public static ReadOnlySpan<byte> PrefLabel => "http://www.w3.org/2004/02/skos/core#prefLabel"u8;
        public static ReadOnlySpan<byte> Notation => "http://www.w3.org/2004/02/skos/core#notation"u8;
        public static ReadOnlySpan<byte> Note => "http://www.w3.org/2004/02/skos/core#note"u8;
    }

    internal static class Adms
    {
        public static ReadOnlySpan<byte> IdentifierOf => "http://www.w3.org/ns/adms#identifier"u8;
        public static ReadOnlySpan<byte> Identifier => "http://www.w3.org/ns/adms#Identifier"u8;
        public static ReadOnlySpan<byte> SchemaAgency => "http://www.w3.org/ns/adms#schemaAgency"u8;
    }

    internal static class Spdx
    {
        public const string AlgorithmPrefix = "http://spdx.org/rdf/terms#checksumAlgorithm_";
        public static ReadOnlySpan<byte> ChecksumOf => "http://spdx.org/rdf/terms#checksum"u8;
        public static ReadOnlySpan<byte> Checksum => "http://spdx.org/rdf/terms#Checksum"u8;
        public static ReadOnlySpan<byte> Algorithm => "http://spdx.org/rdf/terms#algorithm"u8;
        public static ReadOnlySpan<byte> ChecksumAlgorithm => "http://spdx.org/rdf/terms#ChecksumAlgorithm"u8;
        public static ReadOnlySpan<byte> ChecksumValue => "http://spdx.org/rdf/terms#checksumValue"u8;
    }

    /// <summary>Open Data Rights Statement Vocabulary, http://schema.theodi.org/odrs.</summary>
    internal static class Odrs
    {
        public static ReadOnlySpan<byte> RightsStatement => "http://schema.theodi.org/odrs#RightsStatement"u8;
        public static ReadOnlySpan<byte> DataLicense => "http://schema.theodi.org/odrs#dataLicense"u8;
        public static ReadOnlySpan<byte> AttributionText => "http://schema.theodi.org/odrs#attributionText"u8;
        public static ReadOnlySpan<byte> ReuserGuidelines => "http://schema.theodi.org/odrs#reuserGuidelines"u8;
    }

    internal static class Prov
    {
        public static ReadOnlySpan<byte> WasDerivedFrom => "http://www.w3.org/ns/prov#wasDerivedFrom"u8;
        public static ReadOnlySpan<byte> GeneratedAtTime => "http://www.w3.org/ns/prov#generatedAtTime"u8;
        public static ReadOnlySpan<byte> WasGeneratedBy => "http://www.w3.org/ns/prov#wasGeneratedBy"u8;
        public static ReadOnlySpan<byte> Activity => "http://www.w3.org/ns/prov#Activity"u8;
        public static ReadOnlySpan<byte> Used => "http://www.w3.org/ns/prov#used"u8;
        public static ReadOnlySpan<byte> AlternateOf => "http://www.w3.org/ns/prov#alternateOf"u8;
    }

    internal static class Dqv
    {
        public static ReadOnlySpan<byte> HasQualityMeasurement => "http://www.w3.org/ns/dqv#hasQualityMeasurement"u8;
        public static ReadOnlySpan<byte> QualityMeasurement => "http://www.w3.org/ns/dqv#QualityMeasurement"u8;
        public static ReadOnlySpan<byte> IsMeasurementOf => "http://www.w3.org/ns/dqv#isMeasurementOf"u8;
        public static ReadOnlySpan<byte> Value => "http://www.w3.org/ns/dqv#value"u8;
        public static ReadOnlySpan<byte> Metric => "http://www.w3.org/ns/dqv#Metric"u8;
        public static ReadOnlySpan<byte> ExpectedDataType => "http://www.w3.org/ns/dqv#expectedDataType"u8;
        public static ReadOnlySpan<byte> Definition => "http://www.w3.org/2004/02/skos/core#definition"u8;
    }

    internal static class Hydra
    {
        public static ReadOnlySpan<byte> PagedCollection => "http://www.w3.org/ns/hydra/core#PagedCollection"u8;
        public static ReadOnlySpan<byte> TotalItems => "http://www.w3.org/ns/hydra/core#totalItems"u8;
        public static ReadOnlySpan<byte> ItemsPerPage => "http://www.w3.org/ns/hydra/core#itemsPerPage"u8;
        public static ReadOnlySpan<byte> FirstPage => "http://www.w3.org/ns/hydra/core#firstPage"u8;
        public static ReadOnlySpan<byte> NextPage => "http://www.w3.org/ns/hydra/core#nextPage"u8;
    }

    internal static class Xsd
    {
        public static ReadOnlySpan<byte> Year => "http://www.w3.org/2001/XMLSchema#gYear"u8;
        public static ReadOnlySpan<byte> YearMonth => "http://www.w3.org/2001/XMLSchema#gYearMonth"u8;
        public static ReadOnlySpan<byte> Date => "http://www.w3.org/2001/XMLSchema#date"u8;
        public static ReadOnlySpan<byte> DateTime => "http://www.w3.org/2001/XMLSchema#dateTime"u8;
        public static ReadOnlySpan<byte> Integer => "http://www.w3.org/2001/XMLSchema#integer"u8;
        public static ReadOnlySpan<byte> NonNegativeInteger => "http://www.w3.org/2001/XMLSchema#nonNegativeInteger"u8;
        public static ReadOnlySpan<byte> HexBinary => "http://www.w3.org/2001/XMLSchema#hexBinary"u8;
    }

    internal static class Geo
    {
        public static ReadOnlySpan<byte> WktLiteral => "http://www.opengis.net/ont/geosparql#wktLiteral"u8;
        public static ReadOnlySpan<byte> GeoJsonLiteral => "http://www.opengis.net/ont/geosparql#geoJSONLiteral"u8;
        public static ReadOnlySpan<byte> Geometry => "http://www.w3.org/ns/locn#geometry"u8;
    }
}
