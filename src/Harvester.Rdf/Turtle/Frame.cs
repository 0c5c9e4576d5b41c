namespace Harvester.Rdf.Turtle;

/// <summary>One level of nesting: the statement itself, a <c>[ ... ]</c> or a <c>( ... )</c>.</summary>
internal sealed class Frame(FrameKind kind, bool isSubject)
{
    public FrameKind Kind { get; } = kind;

    /// <summary>Whether what the brackets stand for becomes the subject of the statement, instead of an object or an item.</summary>
    public bool IsSubject { get; } = isSubject;

    /// <summary>The subject of the triples on this level; of a collection, its last node so far. Null: refused.</summary>
    public Term? Subject { get; set; }

    public Term? Predicate { get; set; }

    /// <summary>The first node of a collection.</summary>
    public Term? Head { get; set; }
}
