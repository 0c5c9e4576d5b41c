namespace Harvester.Rdf.Reading;

/// <summary>Keeps statements until they are pulled. Terms that come again soon are made once.</summary>
internal sealed class StatementCollector : IStatementHandler
{
    private readonly TermCache terms = new();

    /// <summary>Statements that have not been handed on yet.</summary>
    public List<Statement> Ready { get; } = [];

    public void Take(in StatementView statement) => Ready.Add(new Statement(
        terms.Get(statement.Subject),
        terms.Get(statement.Predicate),
        terms.Get(statement.Object),
        statement.HasGraph ? terms.Get(statement.Graph) : null));
}
