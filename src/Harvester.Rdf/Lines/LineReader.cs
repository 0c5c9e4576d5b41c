using System.Runtime.CompilerServices;
using Harvester.Rdf.Text;

namespace Harvester.Rdf.Lines;

/// <summary>Reads N-Triples and N-Quads line by line.</summary>
internal static class LineReader
{
    public static async IAsyncEnumerable<Statement> ReadAsync(
        Stream utf8, bool quads, RdfReaderOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var buffer = new Utf8Buffer(utf8, options.MaxTokenBytes);
        var sink = new StatementSink(options);
        while (true)
        {
            var length = buffer.Unread.IndexOfAny((byte)'\n', (byte)'\r');
            if (length < 0 && !buffer.Ended)
            {
                await buffer.FillAsync(cancellationToken);
                continue;
            }
            var isLast = length < 0;
            ReadLine(buffer, isLast ? buffer.Unread.Length : length, quads, sink);
            foreach (var statement in sink.Ready)
                yield return statement;
            sink.Ready.Clear();
            if (isLast)
                yield break;
            buffer.Skip(length + 1);
        }
    }

    private static void ReadLine(Utf8Buffer buffer, int length, bool quads, StatementSink sink)
    {
        var line = new LineParser(buffer.Unread[..length], quads, sink.Lenient);
        if (line.TryParse(out var statement))
            sink.Add(statement);
        else if (line.Fault is not null)
        {
            var (number, column) = buffer.PositionAt(line.FaultPosition);
            sink.Refuse(number, column, line.Fault);
        }
    }
}
