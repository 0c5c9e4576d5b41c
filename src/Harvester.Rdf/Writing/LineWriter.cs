using Harvester.Rdf.Reading;

namespace Harvester.Rdf.Writing;

/// <summary>Writes N-Triples and N-Quads in canonical form, each statement as it comes.</summary>
internal sealed class LineWriter(Stream output, RdfSyntax syntax) : RdfWriter(output, syntax)
{
    // The terms that were looked at last: subjects and predicates come again at once.
    private readonly TermSlot subject = new();
    private readonly TermSlot graph = new();

    private protected override bool TryAdd(in StatementView statement)
    {
        if (statement.Predicate.Kind != TermKind.Iri || !Rules.AllowsIri(statement.Predicate.Value)
            || !IsNode(statement.Subject, subject)
            || (statement.HasGraph && !(Rules.HasGraphs && IsNode(statement.Graph, graph)))
            || !IsObject(statement.Object))
            return false;
        LineFormat.Write(Buffer, statement);
        Buffer.Write((byte)'\n');
        // Nobody has paused.
        if (Buffer.Length > 2 * OutputBuffer.Much)
            Flush();
        return true;
    }

    private protected override ValueTask WriteOutAsync(bool isEnd, CancellationToken cancellationToken) =>
        isEnd || Buffer.Length < OutputBuffer.Much ? ValueTask.CompletedTask : SendAsync(cancellationToken);

    private bool IsObject(in TermView term) => term.Kind switch
    {
        TermKind.Iri => Rules.AllowsIri(term.Value),
        TermKind.BlankNode => true,
        _ when term.Language.Length > 0 => Rules.AllowsLanguage(term.Language),
        _ => term.Datatype.SequenceEqual(Utf8Names.XsdString) || Rules.AllowsIri(term.Datatype),
    };

    private bool IsNode(in TermView term, TermSlot last)
    {
        if (term.Kind == TermKind.BlankNode)
            return true;
        if (term.Kind != TermKind.Iri)
            return false;
        if (last.IsSet && last.View.Value.SequenceEqual(term.Value))
            return true;
        if (!Rules.AllowsIri(term.Value))
            return false;
        last.SetIri(term.Value);
        return true;
    }
}
