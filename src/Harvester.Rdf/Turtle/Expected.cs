namespace Harvester.Rdf.Turtle;

/// <summary>What the grammar allows next (Turtle 1.1 section 6.5, TriG 1.1 section 4).</summary>
internal enum Expected
{
    Statement,
    PrefixName,
    PrefixIri,
    BaseIri,
    DirectiveEnd,
    GraphLabel,
    GraphLabelEnd,
    GraphStart,
    Predicate,

    /// <summary>Behind a <c>[ ... ]</c> that is the subject: a predicate, or the end.</summary>
    PredicateOrEnd,

    /// <summary>Behind <c>[</c>: a predicate, or the bracket closes at once.</summary>
    FirstPredicate,

    /// <summary>Behind <c>;</c>: a predicate, another semicolon, or the end.</summary>
    NextPredicate,
    Object,
    ObjectEnd,
    StringEnd,
    Datatype,
}
