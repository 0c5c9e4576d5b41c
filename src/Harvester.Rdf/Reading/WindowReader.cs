namespace Harvester.Rdf.Reading;

/// <summary>Feeds a <see cref="WindowParser"/> from a stream.</summary>
internal sealed class WindowReader(Utf8Window window, WindowParser parser) : DocumentReader
{
    public override async ValueTask<bool> ReadSomeAsync(CancellationToken cancellationToken)
    {
        if (!window.HasEnded)
            await window.FillAsync(parser.Position, cancellationToken);
        window.Skip(parser.Parse(window.Bytes, window.HasEnded));
        return !window.HasEnded;
    }
}
