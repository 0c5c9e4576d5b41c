namespace Harvester.Rdf.Reading;

/// <summary>The line and column (1-based, in code points) up to which a document has been read.</summary>
internal sealed class TextPosition(int line = 1, int column = 1)
{
    public int Line { get; private set; } = line;

    public int Column { get; private set; } = column;

    public void Pass(ReadOnlySpan<byte> passed) => (Line, Column) = Behind(passed);

    /// <summary>The position behind the bytes that follow the present one.</summary>
    public (int Line, int Column) Behind(ReadOnlySpan<byte> passed)
    {
        var lastBreak = passed.LastIndexOf((byte)'\n');
        return lastBreak < 0
            ? (Line, Column + CountCodePoints(passed))
            : (Line + passed.Count((byte)'\n'), 1 + CountCodePoints(passed[(lastBreak + 1)..]));
    }

    private static int CountCodePoints(ReadOnlySpan<byte> utf8)
    {
        var count = 0;
        foreach (var unit in utf8)
            count += (unit & 0xC0) != 0x80 ? 1 : 0;
        return count;
    }
}
