namespace Harvester.Rdf;

/// <summary>The IRIs that the syntaxes themselves give meaning to.</summary>
internal static class Names
{
    public const string Rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    public const string Xsd = "http://www.w3.org/2001/XMLSchema#";
    public const string RdfLangString = Rdf + "langString";
    public const string RdfXmlLiteral = Rdf + "XMLLiteral";
    public const string RdfJson = Rdf + "JSON";
    public const string XsdString = Xsd + "string";
    public const string XsdInteger = Xsd + "integer";
    public const string XsdDecimal = Xsd + "decimal";
    public const string XsdDouble = Xsd + "double";
    public const string XsdBoolean = Xsd + "boolean";

    public static readonly Term Type = Term.Iri(Rdf + "type");
    public static readonly Term First = Term.Iri(Rdf + "first");
    public static readonly Term Rest = Term.Iri(Rdf + "rest");
    public static readonly Term Nil = Term.Iri(Rdf + "nil");
    public static readonly Term Subject = Term.Iri(Rdf + "subject");
    public static readonly Term Predicate = Term.Iri(Rdf + "predicate");
    public static readonly Term Object = Term.Iri(Rdf + "object");
    public static readonly Term StatementType = Term.Iri(Rdf + "Statement");
    public static readonly Term Value = Term.Iri(Rdf + "value");
    public static readonly Term Language = Term.Iri(Rdf + "language");
    public static readonly Term Direction = Term.Iri(Rdf + "direction");
}
