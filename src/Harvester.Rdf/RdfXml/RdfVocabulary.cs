namespace Harvester.Rdf.RdfXml;

/// <summary>The names of the RDF namespace that the grammar reserves (RDF 1.1 XML Syntax, section 6.1 and 7.2.2 to 7.2.7).</summary>
internal static class RdfVocabulary
{
    /// <summary>Names that no property attribute may have.</summary>
    public static bool IsForbiddenAttribute(string local) =>
        local is "RDF" or "Description" or "li" || IsOld(local);

    /// <summary>Names that no node element may have.</summary>
    public static bool IsForbiddenNode(string local) => local == "li" || IsSyntax(local) || IsOld(local);

    /// <summary>Names that no property element may have.</summary>
    public static bool IsForbiddenProperty(string local) => local == "Description" || IsSyntax(local) || IsOld(local);

    private static bool IsSyntax(string local) =>
        local is "RDF" or "ID" or "about" or "parseType" or "resource" or "nodeID" or "datatype";

    private static bool IsOld(string local) => local is "aboutEach" or "aboutEachPrefix" or "bagID";
}
