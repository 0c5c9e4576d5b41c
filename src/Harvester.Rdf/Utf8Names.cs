namespace Harvester.Rdf;

/// <summary>The IRIs of <see cref="Names"/> in UTF-8.</summary>
internal static class Utf8Names
{
    public static ReadOnlySpan<byte> Rdf => "http://www.w3.org/1999/02/22-rdf-syntax-ns#"u8;
    public static ReadOnlySpan<byte> Type => "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"u8;
    public static ReadOnlySpan<byte> First => "http://www.w3.org/1999/02/22-rdf-syntax-ns#first"u8;
    public static ReadOnlySpan<byte> Rest => "http://www.w3.org/1999/02/22-rdf-syntax-ns#rest"u8;
    public static ReadOnlySpan<byte> Nil => "http://www.w3.org/1999/02/22-rdf-syntax-ns#nil"u8;
    public static ReadOnlySpan<byte> RdfLangString => "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"u8;
    public static ReadOnlySpan<byte> Xsd => "http://www.w3.org/2001/XMLSchema#"u8;
    public static ReadOnlySpan<byte> XsdString => "http://www.w3.org/2001/XMLSchema#string"u8;
    public static ReadOnlySpan<byte> XsdInteger => "http://www.w3.org/2001/XMLSchema#integer"u8;
    public static ReadOnlySpan<byte> XsdDecimal => "http://www.w3.org/2001/XMLSchema#decimal"u8;
    public static ReadOnlySpan<byte> XsdDouble => "http://www.w3.org/2001/XMLSchema#double"u8;
    public static ReadOnlySpan<byte> XsdBoolean => "http://www.w3.org/2001/XMLSchema#boolean"u8;
}
