namespace Harvester.Rdf.Writing;

/// <summary>
/// By graph, the default graph first, then subject, predicate and object; within those IRIs, then blank nodes, then literals, code unit by code unit.
/// </summary>
internal sealed class StatementOrder : IComparer<Statement>
{
    public static StatementOrder Instance { get; } = new();

    public int Compare(Statement x, Statement y)
    {
        var order = Compare(x.Graph, y.Graph);
        if (order == 0)
            order = Compare(x.Subject, y.Subject);
        if (order == 0)
            order = Compare(x.Predicate, y.Predicate);
        return order != 0 ? order : Compare(x.Object, y.Object);
    }

    private static int Compare(Term? x, Term? y)
    {
        if (ReferenceEquals(x, y))
            return 0;
        if (x is null || y is null)
            return x is null ? -1 : 1;
        var order = x.Kind.CompareTo(y.Kind);
        if (order == 0)
            order = string.CompareOrdinal(x.Value, y.Value);
        if (order == 0)
            order = string.CompareOrdinal(x.Datatype, y.Datatype);
        return order != 0 ? order : StringComparer.OrdinalIgnoreCase.Compare(x.Language, y.Language);
    }
}
