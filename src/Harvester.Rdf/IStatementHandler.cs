namespace Harvester.Rdf;

/// <summary>Takes statements one by one, as a reader finds them.</summary>
public interface IStatementHandler
{
    /// <summary>
    /// Takes one statement, whose bytes are gone after the call. A document may state the same thing twice, and does so here. What this throws ends
    /// the reading and reaches its caller.
    /// </summary>
    void Take(in StatementView statement);

    /// <summary>Called between whiles, every few tens of kilobytes of the document: the time to write out what was made of the statements so far.</summary>
    ValueTask PauseAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
