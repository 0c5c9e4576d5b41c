using Harvester.Rdf;

namespace Harvester.Host.Commands.Rdf;

/// <summary>Counts what passes by.</summary>
internal sealed class StatementCount : IStatementHandler
{
    public long Count { get; private set; }

    public void Take(in StatementView statement) => Count++;
}
