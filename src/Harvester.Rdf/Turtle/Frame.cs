using Harvester.Rdf.Reading;

namespace Harvester.Rdf.Turtle;

/// <summary>One level of nesting: the statement itself, a <c>[ ... ]</c> or a <c>( ... )</c>. Used again and again.</summary>
internal sealed class Frame
{
    public FrameKind Kind { get; private set; }

    /// <summary>Whether what the brackets stand for becomes the subject of the statement, instead of an object or an item.</summary>
    public bool IsSubject { get; private set; }

    /// <summary>The subject of the triples on this level; of a collection, its last node so far. Not set: refused.</summary>
    public TermSlot Subject { get; } = new();

    public TermSlot Predicate { get; } = new();

    /// <summary>The first node of a collection.</summary>
    public TermSlot Head { get; } = new();

    public void Begin(FrameKind kind, bool isSubject)
    {
        (Kind, IsSubject) = (kind, isSubject);
        Subject.Clear();
        Predicate.Clear();
        Head.Clear();
    }
}
