namespace Harvester.Connectors.List;

/// <summary>A text whose beginning was read already: gives it again, then the rest.</summary>
internal sealed class PrefixedText(string start, TextReader rest) : TextReader
{
    private int at;

    public override ValueTask<int> ReadAsync(Memory<char> buffer, CancellationToken cancellationToken = default)
    {
        if (at == start.Length)
            return rest.ReadAsync(buffer, cancellationToken);
        var count = Math.Min(buffer.Length, start.Length - at);
        start.AsSpan(at, count).CopyTo(buffer.Span);
        at += count;
        return ValueTask.FromResult(count);
    }

    public override int Read(char[] buffer, int index, int count) => throw new NotSupportedException("Read asynchronously: the text behind cannot be read otherwise.");
}
