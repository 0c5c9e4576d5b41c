namespace Harvester.Rdf.JsonLd.Streaming;

/// <summary>A statement of an element that is not yet understood to its end.</summary>
internal struct PendingStatement
{
    /// <summary>The number of the node that is the subject.</summary>
    public int Subject;
    public byte[] Predicate;

    /// <summary>The number of the node that is the object; negative: it is <see cref="Object"/>.</summary>
    public int ObjectNode;
    public PendingTerm Object;
}
