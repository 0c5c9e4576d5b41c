using System.Text;
using Harvester.Rdf.Text;

namespace Harvester.Rdf.Lines;

/// <summary>One line of N-Triples or N-Quads.</summary>
internal ref struct Line(ReadOnlySpan<byte> line, bool quads, TermScanner scanner)
{
    private Utf8Cursor cursor = new(line);

    /// <summary>What is wrong with the line, if anything is.</summary>
    public string? Fault { get; private set; }

    /// <summary>What was changed so that the line could be read, if anything was.</summary>
    public string? Mended { get; private set; }

    /// <summary>Where the one or the other stands.</summary>
    public int At { get; private set; }

    /// <summary>False for a blank or comment line, and for a faulty one.</summary>
    public bool TryParse(out StatementView statement)
    {
        statement = default;
        SkipSpace();
        if (IsAtEnd())
            return false;
        if (!TryReadTerm("an IRI or a blank node as the subject", literal: false, blank: true, out var subject)
            || !TryReadTerm("an IRI as the predicate", literal: false, blank: false, out var predicate)
            || !TryReadTerm("a term as the object", literal: true, blank: true, out var @object))
            return false;
        TermView graph = default;
        if (quads && cursor.Peek() is '<' or '_' && !TryReadTerm("a graph label", literal: false, blank: true, out graph))
            return false;
        if (cursor.Peek() != '.')
            return Fail(Unexpected("'.' at the end of the statement"));
        cursor.Position++;
        SkipSpace();
        if (!IsAtEnd())
            return Fail(Unexpected("the end of the line"));
        statement = new StatementView(subject, predicate, @object, graph);
        return true;
    }

    private bool TryReadTerm(string expected, bool literal, bool blank, out TermView term)
    {
        var isRead = TryReadOne(expected, literal, blank, out term);
        SkipSpace();
        return isRead;
    }

    private bool TryReadOne(string expected, bool literal, bool blank, out TermView term)
    {
        term = default;
        switch (cursor.Peek())
        {
            case '<':
                if (!TryReadIri(out var iri))
                    return false;
                term = TermView.Iri(iri);
                return true;
            case '_' when blank && cursor.Peek(1) == ':':
                var begin = cursor.Position;
                if (!TryTake(TermScanner.BlankLabel(ref cursor), begin, out var label))
                    return false;
                term = TermView.Blank(label);
                return true;
            case '"' when literal:
                return TryReadLiteral(out term);
            default:
                return Fail(Unexpected(expected));
        }
    }

    private bool TryReadIri(out ReadOnlySpan<byte> iri)
    {
        var begin = cursor.Position;
        if (!TryTake(scanner.Iri(ref cursor), begin, out iri))
            return false;
        if (Iris.IsAbsolute(iri))
            return true;
        cursor.Position = begin;
        return Fail($"Found the relative IRI <{Encoding.UTF8.GetString(iri)}>, expected an absolute one.");
    }

    private bool TryReadLiteral(out TermView term)
    {
        term = default;
        var begin = cursor.Position;
        if (!TryTake(scanner.String(ref cursor, turtle: false), begin, out var value))
            return false;
        SkipSpace();
        begin = cursor.Position;
        if (cursor.Peek() == '@')
        {
            if (!TryTake(TermScanner.LanguageTag(ref cursor), begin, out var tag))
                return false;
            term = TermView.LanguageString(value, tag);
            return true;
        }
        if (!cursor.StartsWith("^^"u8))
        {
            term = TermView.Literal(value);
            return true;
        }
        cursor.Position += 2;
        SkipSpace();
        if (cursor.Peek() != '<')
            return Fail(Unexpected("the IRI of a datatype"));
        if (!TryReadIri(out var datatype))
            return false;
        term = TermView.Literal(value, datatype);
        return true;
    }

    private bool TryTake(scoped in Scan scan, int begin, out ReadOnlySpan<byte> text)
    {
        text = scan.Text;
        if (scan.Fault is not null)
        {
            cursor.Position = begin;
            return Fail(scan.Fault);
        }
        if (scan.Mended is not null && Mended is null)
            (Mended, At) = (scan.Mended, begin);
        return true;
    }

    private void SkipSpace()
    {
        while (cursor.Peek() is ' ' or '\t')
            cursor.Position++;
    }

    private bool IsAtEnd() => cursor.Peek() is Utf8Cursor.None or '#';

    private readonly string Unexpected(string expected) =>
        $"Found {(cursor.Rest.IsEmpty ? "the end of the line" : $"'{Escapes.Excerpt(cursor.Rest)}'")}, expected {expected}.";

    private bool Fail(string fault)
    {
        (Fault, At) = (fault, cursor.Position);
        return false;
    }
}
