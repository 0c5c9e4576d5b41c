namespace Harvester.Rdf;

/// <summary>A triple or quad as it passes by (RDF 1.1 Concepts, sections 3.1 and 4); valid during the call only. <see cref="ToStatement"/> keeps it.</summary>
public readonly ref struct StatementView
{
    /// <summary>A triple of the default graph.</summary>
    public StatementView(scoped in TermView subject, scoped in TermView predicate, scoped in TermView @object)
    {
        Subject = subject;
        Predicate = predicate;
        Object = @object;
    }

    /// <summary>A quad; <c>default</c> for <paramref name="graph"/> is the default graph.</summary>
    public StatementView(scoped in TermView subject, scoped in TermView predicate, scoped in TermView @object, scoped in TermView graph)
    {
        Subject = subject;
        Predicate = predicate;
        Object = @object;
        Graph = graph;
    }

    /// <summary>An IRI or a blank node.</summary>
    public TermView Subject { get; }

    /// <summary>An IRI.</summary>
    public TermView Predicate { get; }

    /// <summary>Any term.</summary>
    public TermView Object { get; }

    /// <summary>An IRI or a blank node; meaningless unless <see cref="HasGraph"/>.</summary>
    public TermView Graph { get; }

    /// <summary>False: the statement is in the default graph.</summary>
    public bool HasGraph => Graph.Value.Length > 0;

    /// <summary>A copy that stays.</summary>
    public Statement ToStatement() => new(Subject.ToTerm(), Predicate.ToTerm(), Object.ToTerm(), HasGraph ? Graph.ToTerm() : null);

    /// <summary>The statement in N-Quads, without the line's end.</summary>
    public override string ToString() => ToStatement().ToString();
}
