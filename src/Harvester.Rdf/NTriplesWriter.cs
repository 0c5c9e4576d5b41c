using System.Text;
using Harvester.Rdf.Writing;

namespace Harvester.Rdf;

/// <summary>
/// Statements and terms in canonical N-Triples, or N-Quads where there is a graph (RDF 1.1 N-Triples, section 4), for messages: whatever the term holds, it is shown.
/// <see cref="RdfWriter"/> writes documents.
/// </summary>
public static class NTriplesWriter
{
    /// <summary>One line without its end.</summary>
    public static string Format(in Statement statement)
    {
        var text = new OutputBuffer(256);
        LineFormat.Write(text, new StatementEncoder(strict: false).Encode(statement));
        return Encoding.UTF8.GetString(text.Written);
    }

    public static string Format(Term term)
    {
        var text = new OutputBuffer(256);
        LineFormat.WriteTerm(text, new StatementEncoder(strict: false).Encode(term));
        return Encoding.UTF8.GetString(text.Written);
    }
}
