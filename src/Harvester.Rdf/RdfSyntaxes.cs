namespace Harvester.Rdf;

/// <summary>The names by which the syntaxes are known: in words, as media types, as ends of file names.</summary>
public static class RdfSyntaxes
{
    private static readonly (RdfSyntax Syntax, string Name, string MediaType, string[] Extensions)[] All =
    [
        (RdfSyntax.NTriples, "ntriples", "application/n-triples", [".nt"]),
        (RdfSyntax.NQuads, "nquads", "application/n-quads", [".nq"]),
        (RdfSyntax.Turtle, "turtle", "text/turtle", [".ttl"]),
        (RdfSyntax.TriG, "trig", "application/trig", [".trig"]),
        (RdfSyntax.RdfXml, "rdfxml", "application/rdf+xml", [".rdf", ".owl", ".xml"]),
        (RdfSyntax.JsonLd, "jsonld", "application/ld+json", [".jsonld", ".json"]),
    ];

    /// <summary>All names, in the order of the enumeration.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(s => s.Name)];

    /// <summary>The name of a syntax: <c>ntriples</c>, <c>nquads</c>, <c>turtle</c>, <c>trig</c>, <c>rdfxml</c>, <c>jsonld</c>.</summary>
    public static string Name(RdfSyntax syntax) => All[(int)syntax].Name;

    /// <summary>The media type that is registered for a syntax.</summary>
    public static string MediaType(RdfSyntax syntax) => All[(int)syntax].MediaType;

    /// <summary>The usual end of a file's name, with its dot.</summary>
    public static string Extension(RdfSyntax syntax) => All[(int)syntax].Extensions[0];

    /// <summary>Whether statements may be in named graphs.</summary>
    public static bool HasGraphs(RdfSyntax syntax) => syntax is RdfSyntax.NQuads or RdfSyntax.TriG or RdfSyntax.JsonLd;

    /// <summary>The syntax of a name; null for any other word.</summary>
    public static RdfSyntax? OfName(string name) => Find(s => s.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The syntax that the end of a file's name promises; null when it promises none.</summary>
    public static RdfSyntax? OfFileName(string path) =>
        Path.GetExtension(path) is { Length: > 0 } extension ? Find(s => s.Extensions.Contains(extension, StringComparer.OrdinalIgnoreCase)) : null;

    private static RdfSyntax? Find(Predicate<(RdfSyntax Syntax, string Name, string MediaType, string[] Extensions)> fits) =>
        Array.FindIndex(All, fits) is >= 0 and var index ? All[index].Syntax : null;
}
