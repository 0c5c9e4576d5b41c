namespace Harvester.Rdf.Reading;

/// <summary>A document that is being read, some of it at a time: what has been understood is with the handler when a step returns.</summary>
internal abstract class DocumentReader
{
    /// <summary>Reads on as far as some tens of kilobytes or one unit of the syntax go; false at the document's end.</summary>
    /// <exception cref="RdfException">The document is refused, or passes a limit.</exception>
    public abstract ValueTask<bool> ReadSomeAsync(CancellationToken cancellationToken);
}
