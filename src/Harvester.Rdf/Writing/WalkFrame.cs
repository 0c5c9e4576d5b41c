namespace Harvester.Rdf.Writing;

/// <summary>One level of nesting on the way through a block: a subject with its statements, or a list with its items.</summary>
internal struct WalkFrame
{
    public bool IsList;

    /// <summary>Of a subject, its node.</summary>
    public int Node;

    /// <summary>Of a subject the next row, of a list the next cell; -1 at the end.</summary>
    public int Next;

    /// <summary>Of a subject, the predicate of the row before; -1 at the beginning.</summary>
    public int Predicate;

    /// <summary>Where this level itself stands.</summary>
    public Place Place;

    /// <summary>How many levels of the syntax it takes, with those around it.</summary>
    public int Levels;

    /// <summary>Of a list, whether an item came before; of a subject, whether a predicate did.</summary>
    public bool HasItem;

    /// <summary>Of a subject, whether the predicate has several objects.</summary>
    public bool HasSeveral;
}
