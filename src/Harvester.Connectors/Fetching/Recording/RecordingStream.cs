namespace Harvester.Connectors.Fetching.Recording;

/// <summary>A body that is written down while it is read. What ends it, its end, a fault or the reader's leaving, ends the exchange.</summary>
/// <param name="finish">Whether the end was reached, and the fault that stood before it.</param>
internal sealed class RecordingStream(Stream inner, ExchangeFile file, Action<bool, RecordedFault?> finish, CancellationToken stop) : ReadOnlyStream
{
    private bool ended;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int count;
        try
        {
            count = await inner.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception e) when (RecordedFault.Of(e, stop) is not null)
        {
            End(false, RecordedFault.Of(e, stop));
            throw;
        }

        if (count > 0)
            file.Append(buffer.Span[..count]);
        else if (buffer.Length > 0)
            End(true, null);
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
            if (!stop.IsCancellationRequested)
                End(false, null);
            file.Dispose();
        }

        base.Dispose(disposing);
    }

    private void End(bool whole, RecordedFault? fault)
    {
        if (ended)
            return;
        ended = true;
        finish(whole, fault);
    }
}
