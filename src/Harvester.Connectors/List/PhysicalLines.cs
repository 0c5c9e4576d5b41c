using System.Text;

namespace Harvester.Connectors.List;

/// <summary>Lines of a text, whatever ends them (CR LF, LF, CR); of one that has no end only the beginning is kept.</summary>
internal sealed class PhysicalLines(TextReader text)
{
    /// <summary>Characters; the longest row that was ever seen has some thousand.</summary>
    private const int Longest = 1 << 20;

    private readonly char[] buffer = new char[16 << 10];
    private readonly StringBuilder line = new();
    private int at;
    private int filled;
    private bool afterReturn;
    private long number;

    /// <summary>The next line; null at the end.</summary>
    public async ValueTask<PhysicalLine?> ReadAsync(CancellationToken cancellationToken)
    {
        line.Clear();
        var cut = false;
        var any = false;
        while (true)
        {
            if (at == filled)
            {
                (at, filled) = (0, await text.ReadAsync(buffer.AsMemory(), cancellationToken));
                if (filled == 0)
                    return any ? new PhysicalLine(++number, line.ToString(), cut) : null;
            }

            if (afterReturn && buffer[at] == '\n')
                at++;
            afterReturn = false;
            if (at == filled)
                continue;
            any = true;
            var rest = buffer.AsSpan(at, filled - at);
            var end = rest.IndexOfAny('\r', '\n');
            var part = end < 0 ? rest : rest[..end];
            var kept = Math.Min(part.Length, Longest - line.Length);
            line.Append(part[..kept]);
            cut |= kept < part.Length;
            at += part.Length;
            if (end < 0)
                continue;
            afterReturn = buffer[at++] == '\r';
            return new PhysicalLine(++number, line.ToString(), cut);
        }
    }
}
