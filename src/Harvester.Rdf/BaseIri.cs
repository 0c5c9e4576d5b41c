using System.Text;
using Harvester.Rdf.Reading;

namespace Harvester.Rdf;

/// <summary>
/// A base IRI to which references are relative (RFC 3986, section 5.2). The usual ones, a fragment, a path from the root or a name beside the document, are put
/// behind a part of it that was found once; the rest goes the long way.
/// </summary>
internal sealed class BaseIri
{
    private readonly string iri;
    private readonly byte[] document;
    private readonly byte[] authority;
    private readonly byte[] folder;

    public BaseIri(string iri)
    {
        this.iri = iri;
        document = Encoding.UTF8.GetBytes(IriReference.Resolve(iri, ""));
        var path = IriReference.Resolve(iri, "/");
        // Without an authority paths follow other rules, and are rare.
        var isPlain = IriParts.Parse(iri).Authority is not null;
        authority = isPlain ? Encoding.UTF8.GetBytes(path[..^1]) : [];
        folder = isPlain ? Encoding.UTF8.GetBytes(IriReference.Resolve(iri, "./")) : [];
    }

    /// <summary>What a relative reference means.</summary>
    public ReadOnlySpan<byte> Resolve(ReadOnlySpan<byte> reference, ByteArena arena)
    {
        if (reference.IsEmpty)
            return document;
        if (reference[0] == '#')
            return arena.Join(document, reference);
        if (folder.Length == 0 || reference[0] is (byte)'.' or (byte)'?' || reference.StartsWith("//"u8) || reference.IndexOf("/."u8) >= 0)
            return Iris.Resolve(iri, reference, arena);
        return arena.Join(reference[0] == '/' ? authority : folder, reference);
    }
}
