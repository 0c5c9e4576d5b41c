using System.Text;

namespace Harvester.Rdf.Writing;

/// <summary>The base of a document, and the IRIs that are written relative to it: itself and its fragments, which resolve to what they were whatever its path (RFC 3986, section 5.2.2).</summary>
internal sealed class BaseReference
{
    public BaseReference(string? iri)
    {
        Iri = iri is null ? [] : Encoding.UTF8.GetBytes(iri);
        if (iri is not null && (!Iris.IsAbsolute(Iri) || Iris.IndexOfIllegal(Iri) >= 0 || iri.Contains('#')))
            throw new ArgumentException($"The base IRI must be absolute and without a fragment, not '{iri}'.", nameof(iri));
    }

    /// <summary>Empty where there is none.</summary>
    public byte[] Iri { get; }

    public bool IsGiven => Iri.Length > 0;

    /// <summary>The reference: nothing, or a fragment with its hash.</summary>
    public bool TryRelate(ReadOnlySpan<byte> iri, out ReadOnlySpan<byte> reference)
    {
        reference = default;
        if (!IsGiven || !iri.StartsWith(Iri))
            return false;
        reference = iri[Iri.Length..];
        return reference.Length == 0 || reference[0] == '#';
    }
}
