using Harvester.Rdf.Text;

namespace Harvester.Rdf.Lines;

/// <summary>Parses one line of N-Triples (RDF 1.1 N-Triples section 7) or N-Quads (RDF 1.1 N-Quads section 6).</summary>
internal ref struct LineParser(ReadOnlySpan<byte> line, bool quads, bool lenient)
{
    private Utf8Cursor cursor = new(line);

    /// <summary>What is wrong with the line, if anything is.</summary>
    public string? Fault { get; private set; }

    public int FaultPosition { get; private set; }

    /// <summary>False for a blank or comment line, and for a faulty one.</summary>
    public bool TryParse(out Statement statement)
    {
        statement = default;
        SkipSpace();
        if (IsAtEnd())
            return false;
        if (ReadTerm("an IRI or a blank node as the subject", literal: false, blank: true) is not { } subject
            || ReadTerm("an IRI as the predicate", literal: false, blank: false) is not { } predicate
            || ReadTerm("a term as the object", literal: true, blank: true) is not { } @object)
            return false;
        Term? graph = null;
        if (quads && cursor.Peek() is '<' or '_')
        {
            graph = ReadTerm("a graph label", literal: false, blank: true);
            if (graph is null)
                return false;
        }
        if (cursor.Peek() != '.')
            return Fail(Unexpected("'.' at the end of the statement"));
        cursor.Position++;
        SkipSpace();
        if (!IsAtEnd())
            return Fail(Unexpected("the end of the line"));
        statement = new Statement(subject, predicate, @object, graph);
        return true;
    }

    private Term? ReadTerm(string expected, bool literal, bool blank)
    {
        var begin = cursor.Position;
        Term? term = null;
        switch (cursor.Peek())
        {
            case '<':
                term = ReadIri() is { } iri ? Term.Iri(iri) : null;
                break;
            case '_' when blank && cursor.Peek(1) == ':':
                term = Take(TermScanner.BlankLabel(ref cursor), begin) is { } label ? Term.Blank(label) : null;
                break;
            case '"' when literal:
                term = ReadLiteral();
                break;
            default:
                Fail(Unexpected(expected));
                return null;
        }
        SkipSpace();
        return term;
    }

    private string? ReadIri()
    {
        var begin = cursor.Position;
        var iri = Take(TermScanner.Iri(ref cursor, lenient), begin);
        if (iri is null || IriReference.IsAbsolute(iri))
            return iri;
        cursor.Position = begin;
        Fail($"Found the relative IRI <{iri}>, expected an absolute one.");
        return null;
    }

    private Term? ReadLiteral()
    {
        var begin = cursor.Position;
        if (Take(TermScanner.String(ref cursor, turtle: false), begin) is not { } value)
            return null;
        SkipSpace();
        begin = cursor.Position;
        if (cursor.Peek() == '@')
            return Take(TermScanner.LanguageTag(ref cursor), begin) is { } tag ? Term.Literal(value, language: tag) : null;
        if (!cursor.StartsWith("^^"u8))
            return Term.Literal(value);
        cursor.Position += 2;
        SkipSpace();
        if (cursor.Peek() != '<')
        {
            Fail(Unexpected("the IRI of a datatype"));
            return null;
        }
        return ReadIri() is { } datatype ? Term.Literal(value, datatype) : null;
    }

    private string? Take(Scan scan, int begin)
    {
        if (scan.Fault is not null)
        {
            cursor.Position = begin;
            Fail(scan.Fault);
        }
        return scan.Text;
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
        Fault ??= fault;
        FaultPosition = cursor.Position;
        return false;
    }
}
