namespace Harvester.Rdf.Writing;

/// <summary>What a block knows of a blank node.</summary>
internal struct BlankEntry(int term)
{
    public readonly int Term = term;

    /// <summary>How often it is an object.</summary>
    public int References;

    /// <summary>The node that last referred to it.</summary>
    public int Parent;

    /// <summary>How many graphs it is a subject in.</summary>
    public int Nodes;

    /// <summary>The last of those.</summary>
    public int Node = -1;

    public bool IsGraphName;

    /// <summary>Whether it is written without a label: in the place where it is an object, or, where there is none, as a subject.</summary>
    public bool IsAnonymous;

    /// <summary>Its nesting would go too deep: it is a subject out of turn.</summary>
    public bool IsDeferred;

    /// <summary>A mark of <see cref="Nesting"/>.</summary>
    public int Visit;

    /// <summary>Whether a list can begin here: 0 unknown, 1 yes, 2 no.</summary>
    public int List;
}
