namespace Harvester.Rdf.Writing;

/// <summary>Terms and statements in canonical N-Triples and N-Quads (RDF 1.1 N-Triples, section 4). What is written is not checked here.</summary>
internal static class LineFormat
{
    /// <summary>One statement without the line's end.</summary>
    public static void Write(OutputBuffer output, in StatementView statement)
    {
        WriteTerm(output, statement.Subject);
        output.Write((byte)' ');
        WriteIri(output, statement.Predicate.Value);
        output.Write((byte)' ');
        WriteTerm(output, statement.Object);
        output.Write((byte)' ');
        if (statement.HasGraph)
        {
            WriteTerm(output, statement.Graph);
            output.Write((byte)' ');
        }
        output.Write((byte)'.');
    }

    public static void WriteTerm(OutputBuffer output, in TermView term)
    {
        switch (term.Kind)
        {
            case TermKind.Iri:
                WriteIri(output, term.Value);
                break;
            case TermKind.BlankNode:
                output.Write("_:"u8);
                BlankLabels.Write(output, term.Value);
                break;
            default:
                WriteLiteral(output, term);
                break;
        }
    }

    private static void WriteLiteral(OutputBuffer output, in TermView literal)
    {
        StringEscapes.WriteCanonical(output, literal.Value);
        if (literal.Language.Length > 0)
        {
            output.Write((byte)'@');
            output.Write(literal.Language);
        }
        else if (!literal.Datatype.SequenceEqual(Utf8Names.XsdString))
        {
            output.Write("^^"u8);
            WriteIri(output, literal.Datatype);
        }
    }

    private static void WriteIri(OutputBuffer output, ReadOnlySpan<byte> iri)
    {
        output.Write((byte)'<');
        output.Write(iri);
        output.Write((byte)'>');
    }
}
