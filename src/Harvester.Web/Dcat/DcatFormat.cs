using Harvester.Rdf;

namespace Harvester.Web.Dcat;

/// <summary>A form in which catalogue and datasets are served: the end of the address, and the media type that is asked for.</summary>
internal sealed record DcatFormat(string Extension, RdfSyntax Syntax)
{
    public const string Html = "text/html";

    /// <summary>The first is served to who does not care.</summary>
    public static IReadOnlyList<DcatFormat> All { get; } =
        [new("ttl", RdfSyntax.Turtle), new("rdf", RdfSyntax.RdfXml), new("jsonld", RdfSyntax.JsonLd), new("nt", RdfSyntax.NTriples)];

    public static IReadOnlyList<string> MediaTypes { get; } = [.. All.Select(format => format.MediaType)];

    public string MediaType => RdfSyntaxes.MediaType(Syntax);

    /// <summary>Value of Content-Type.</summary>
    public string ContentType => Syntax == RdfSyntax.Turtle ? $"{MediaType}; charset=utf-8" : MediaType;

    public static DcatFormat? OfMediaType(string mediaType) => All.FirstOrDefault(format => format.MediaType == mediaType);

    /// <summary>The format whose extension a name ends with, and the name without it.</summary>
    public static (DcatFormat Format, string Stem)? OfName(string name) =>
        All.FirstOrDefault(format => name.EndsWith('.' + format.Extension, StringComparison.Ordinal) && name.Length > format.Extension.Length + 1) is { } found
            ? (found, name[..^(found.Extension.Length + 1)])
            : null;
}
