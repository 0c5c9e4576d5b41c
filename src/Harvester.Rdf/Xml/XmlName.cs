using Harvester.Rdf.Reading;

namespace Harvester.Rdf.Xml;

/// <summary>A name with the namespace that its prefix stands for (Namespaces in XML 1.0, section 2.1).</summary>
internal sealed class XmlName
{
    private readonly byte[] qualified;
    private readonly byte[] expanded;
    private readonly int colon;

    public XmlName(byte[] qualified, byte[] space)
    {
        this.qualified = qualified;
        colon = qualified.AsSpan().IndexOf((byte)':');
        Namespace = space;
        expanded = [.. space, .. Local];
        Hash = Utf8Hash.Of(expanded);
    }

    /// <summary>As the document writes it.</summary>
    public ReadOnlySpan<byte> Qualified => qualified;

    /// <summary>Empty where there is none.</summary>
    public ReadOnlySpan<byte> Prefix => colon < 0 ? default : qualified.AsSpan(0, colon);

    public ReadOnlySpan<byte> Local => qualified.AsSpan(colon + 1);

    /// <summary>The IRI; empty for no namespace.</summary>
    public byte[] Namespace { get; }

    /// <summary>Namespace and local name, one behind the other: the IRI that RDF makes of a name.</summary>
    public ReadOnlySpan<byte> Expanded => expanded;

    public int Hash { get; }

    /// <summary>The scope of namespaces in which the prefix was last seen to mean this.</summary>
    public int Scope { get; set; }

    /// <summary>What the reader of names has made of this one, so that it looks once only; 0: nothing yet.</summary>
    public int Role { get; set; }

    public bool IsSame(XmlName other) =>
        ReferenceEquals(this, other) || (Hash == other.Hash && Local.SequenceEqual(other.Local) && Namespace.AsSpan().SequenceEqual(other.Namespace));
}
