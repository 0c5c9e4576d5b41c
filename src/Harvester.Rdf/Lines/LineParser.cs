using Harvester.Rdf.Reading;
using Harvester.Rdf.Text;

namespace Harvester.Rdf.Lines;

/// <summary>Parses N-Triples (RDF 1.1 N-Triples, section 7) and N-Quads (RDF 1.1 N-Quads, section 6), line by line. A faulty line costs itself only.</summary>
internal sealed class LineParser(StatementSink sink, bool quads) : WindowParser
{
    private readonly ByteArena arena = new();

    protected override int Read(ReadOnlySpan<byte> window, bool isLast)
    {
        var scanner = new TermScanner(sink.Lenient, arena);
        var begin = 0;
        while (begin < window.Length)
        {
            var length = window[begin..].IndexOfAny((byte)'\n', (byte)'\r');
            if (length < 0 && !isLast)
                return begin;
            if (length < 0)
                length = window.Length - begin;
            ReadLine(window, begin, length, scanner);
            begin += length + 1;
        }
        return window.Length;
    }

    private void ReadLine(ReadOnlySpan<byte> window, int begin, int length, TermScanner scanner)
    {
        arena.Reset();
        var line = new Line(window.Slice(begin, length), quads, scanner);
        var isStatement = line.TryParse(out var statement);
        if (line.Mended is not null || line.Fault is not null)
        {
            var (number, column) = Position.Behind(window[..(begin + line.At)]);
            if (line.Fault is not null)
                sink.Refuse(number, column, line.Fault);
            else
                sink.MendIri(number, column, line.Mended!);
        }
        if (isStatement)
            sink.Add(statement);
    }
}
