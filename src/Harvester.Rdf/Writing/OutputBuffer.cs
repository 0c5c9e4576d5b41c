using Harvester.Rdf.Text;

namespace Harvester.Rdf.Writing;

/// <summary>UTF-8 on its way to a stream. It grows with what is written between two flushes, which its owner bounds.</summary>
/// <param name="capacity">Where it begins.</param>
internal sealed class OutputBuffer(int capacity = OutputBuffer.Much + (OutputBuffer.Much / 8)) : Utf8Buffer(capacity)
{
    /// <summary>From this length on it is worth a call of the stream.</summary>
    public const int Much = 128 * 1024;

    private byte[]? spare;
    private Task sent = Task.CompletedTask;

    /// <summary>A line's end and so many spaces.</summary>
    public void WriteLine(int indent)
    {
        Write((byte)'\n');
        Write((byte)' ', indent);
    }

    /// <summary>A byte as two hexadecimal digits.</summary>
    public void WriteHex(byte one)
    {
        Write(HexDigits[one >> 4]);
        Write(HexDigits[one & 15]);
    }

    /// <summary>Hands over what there is; it is on its way while more is written here. An error of the stream comes with the next call.</summary>
    public async ValueTask SendAsync(Stream output, CancellationToken cancellationToken)
    {
        await sent;
        sent = output.WriteAsync(Exchange(ref spare), cancellationToken).AsTask();
    }

    /// <summary>Returns when the stream has all.</summary>
    public async ValueTask FlushAsync(Stream output, CancellationToken cancellationToken)
    {
        await sent;
        await output.WriteAsync(Memory, cancellationToken);
        Truncate(0);
    }

    public void Flush(Stream output)
    {
        sent.GetAwaiter().GetResult();
        output.Write(Written);
        Truncate(0);
    }

    /// <summary>Returns when the stream is let alone, whatever came of it.</summary>
    public async ValueTask AbandonAsync() => await sent.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private static ReadOnlySpan<byte> HexDigits => "0123456789ABCDEF"u8;
}
