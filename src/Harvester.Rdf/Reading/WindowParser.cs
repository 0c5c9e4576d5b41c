namespace Harvester.Rdf.Reading;

/// <summary>Parses a syntax that can be read in one pass, a window of bytes after the other, wherever the windows happen to end.</summary>
internal abstract class WindowParser
{
    /// <summary>Where the window begins.</summary>
    public TextPosition Position { get; } = new();

    /// <summary>
    /// Parses as much of the window as can be understood without what follows, and says how many bytes that was. Those are gone for good; the rest begins the
    /// next window, which is longer. The last window is parsed to its end.
    /// </summary>
    public int Parse(ReadOnlySpan<byte> window, bool isLast)
    {
        var taken = Read(window, isLast);
        Position.Pass(window[..taken]);
        return taken;
    }

    /// <inheritdoc cref="Parse"/>
    protected abstract int Read(ReadOnlySpan<byte> window, bool isLast);
}
