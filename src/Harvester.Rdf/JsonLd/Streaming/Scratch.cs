namespace Harvester.Rdf.JsonLd.Streaming;

/// <summary>Bytes of pending terms that the element does not hold as they are: with escapes undone, or put together.</summary>
internal sealed class Scratch
{
    private const int Usual = 64 * 1024;
    private int used;

    /// <summary>Where <see cref="Take"/> took from. A former one stays as it is for those who refer to it.</summary>
    public byte[] Buffer { get; private set; } = new byte[Usual];

    /// <summary>The index in <see cref="Buffer"/> of so many bytes.</summary>
    public int Take(int length)
    {
        if (length > Buffer.Length - used)
            (Buffer, used) = (new byte[Math.Max(Buffer.Length, length)], 0);
        used += length;
        return used - length;
    }

    public void Reset()
    {
        used = 0;
        if (Buffer.Length > Usual)
            Buffer = new byte[Usual];
    }
}
