using System.Text;

namespace Harvester.Rdf.Turtle;

/// <summary>Which tokens may stand where, and how a message says so.</summary>
internal static class Grammar
{
    /// <summary>An IRI or a labelled blank node.</summary>
    public static bool IsNode(in Token token) => TermResolver.IsIri(token) || token.Kind == TokenKind.BlankLabel;

    public static bool IsPredicate(in Token token) => TermResolver.IsIri(token) || (token.Kind == TokenKind.Word && token.Text is [(byte)'a']);

    /// <summary>SPARQL's keywords have no case.</summary>
    public static bool IsKeyword(in Token token, ReadOnlySpan<byte> keyword) => Ascii.EqualsIgnoreCase(token.Text, keyword);

    public static string Describe(Expected expected) => expected switch
    {
        Expected.Statement => "a directive or the subject of a statement",
        Expected.PrefixName => "a prefix with its colon",
        Expected.PrefixIri or Expected.BaseIri => "an IRI in <>",
        Expected.DirectiveEnd => "'.' at the end of the directive",
        Expected.GraphLabel => "the label of a graph",
        Expected.GraphLabelEnd => "']'",
        Expected.GraphStart => "'{'",
        Expected.Predicate or Expected.FirstPredicate => "a predicate",
        Expected.PredicateOrEnd => "a predicate or the end of the statement",
        Expected.NextPredicate => "a predicate, ';' or the end",
        Expected.Object => "an object",
        Expected.Datatype => "the IRI of a datatype",
        _ => "',', ';' or the end",
    };
}
