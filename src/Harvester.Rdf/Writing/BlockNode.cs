namespace Harvester.Rdf.Writing;

/// <summary>A subject in a graph, with its statements as a chain of <see cref="BlockRow"/>.</summary>
internal struct BlockNode
{
    public int Subject;
    public int Graph;
    public int First;
    public int Last;

    /// <summary>The next subject of the graph; -1 for none.</summary>
    public int NextInGraph;
}
