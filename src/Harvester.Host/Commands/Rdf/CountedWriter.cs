using Harvester.Rdf;

namespace Harvester.Host.Commands.Rdf;

/// <summary>Hands on to a writer and counts.</summary>
internal sealed class CountedWriter(RdfWriter writer) : IStatementHandler
{
    public long Count { get; private set; }

    public void Take(in StatementView statement)
    {
        writer.Take(statement);
        Count++;
    }

    public ValueTask PauseAsync(CancellationToken cancellationToken) => writer.PauseAsync(cancellationToken);
}
