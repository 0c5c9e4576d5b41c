namespace Harvester.Rdf.JsonLd.Streaming;

/// <summary>A key and what it means in one active context, with everything that has to be known of it as bytes.</summary>
internal sealed class Member
{
    public required MemberKind Kind { get; init; }

    /// <summary>Tells keys apart: the same key, the same number.</summary>
    public int Number { get; set; }

    /// <summary>The IRI of a property.</summary>
    public byte[] Predicate { get; init; } = [];

    public Coercion Coercion { get; init; }

    /// <summary>The datatype that plain values get; null: none.</summary>
    public byte[]? Datatype { get; init; }

    /// <summary>The language that plain strings get; null: none.</summary>
    public byte[]? Language { get; init; }
}
