using System.Runtime.CompilerServices;
using Harvester.Rdf.Text;

namespace Harvester.Rdf.Turtle;

/// <summary>Reads Turtle and TriG: fills the buffer, cuts tokens, feeds the parser.</summary>
internal static class TurtleReader
{
    public static async IAsyncEnumerable<Statement> ReadAsync(
        Stream utf8, bool trig, RdfReaderOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var buffer = new Utf8Buffer(utf8, options.MaxTokenBytes);
        var lexer = new TurtleLexer(buffer, options.Lenient);
        var sink = new StatementSink(options);
        var parser = new TurtleParser(sink, new TermResolver(sink, options.BaseIri), trig, options.MaxDepth);
        Token token;
        do
        {
            while (!lexer.TryRead(out token))
                await buffer.FillAsync(cancellationToken);
            parser.Accept(token);
            foreach (var statement in sink.Ready)
                yield return statement;
            sink.Ready.Clear();
        }
        while (token.Kind != TokenKind.End);
    }
}
