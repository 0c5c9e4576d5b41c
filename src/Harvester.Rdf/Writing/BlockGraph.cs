namespace Harvester.Rdf.Writing;

/// <summary>A graph of a block, with its subjects as a chain of <see cref="BlockNode"/>.</summary>
internal struct BlockGraph
{
    /// <summary>The graph's name; -1 for the default graph.</summary>
    public int Name;
    public int First;
    public int Last;
}
