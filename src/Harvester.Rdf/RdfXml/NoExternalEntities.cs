using System.Xml;

namespace Harvester.Rdf.RdfXml;

/// <summary>
/// Answers every external identifier with nothing. An external DTD that a document names but does not need is thereby ignored;
/// an external entity in the content is refused.
/// </summary>
internal sealed class NoExternalEntities : XmlResolver
{
    /// <summary>Set once the document type declaration is behind the reader.</summary>
    public bool InContent { get; set; }

    // Any text may stand where a system identifier is expected.
    public override Uri ResolveUri(Uri? baseUri, string? relativeUri) =>
        Uri.TryCreate(relativeUri, UriKind.Absolute, out var uri) ? uri : new Uri("urn:relative");

    public override object GetEntity(Uri absoluteUri, string? role, Type? ofObjectToReturn) =>
        InContent ? throw new XmlException($"Found the external entity {absoluteUri}, which is never resolved.") : Stream.Null;

    public override Task<object> GetEntityAsync(Uri absoluteUri, string? role, Type? ofObjectToReturn) =>
        Task.FromResult(GetEntity(absoluteUri, role, ofObjectToReturn));
}
