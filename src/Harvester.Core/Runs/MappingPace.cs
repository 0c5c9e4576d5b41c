namespace Harvester.Core.Runs;

/// <summary>
/// On how many processors a run maps: all of them while writing waits for mapping, half as many with each batch that is there before it can be written. What
/// mapping leaves goes to the writer, to a database server on the same machine and to whoever else is served, and nothing waits for it.
/// </summary>
/// <param name="all">So many at most; as many in the beginning.</param>
internal sealed class MappingPace(int all)
{
    private readonly int all = all;
    private volatile bool isWriting;

    public int Processors { get; private set; } = all;

    /// <summary>A batch is mapped and goes to the writer: is that what the writer waits for?</summary>
    public void Mapped() => Processors = isWriting ? Math.Max(1, Processors / 2) : Math.Min(all, Processors * 2);

    public void Writing() => isWriting = true;

    public void Written() => isWriting = false;
}
