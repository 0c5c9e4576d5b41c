using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Connectors.Fetching;

/// <summary>
/// An answer's body under its limits: of size after decompression, of silence, of time. Faults are <see cref="SourceException"/>s. To be
/// read asynchronously: a synchronous read could not be timed out.
/// </summary>
internal sealed class BodyStream(
    Stream inner, Uri url, long? declared, long maxBytes, TimeSpan idle, TimeBudget budget, Reading reading, IDisposable connection) : ReadOnlyStream
{
    private long received;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int count;
        try
        {
            count = await budget.RunAsync(token => inner.ReadAsync(buffer, token), idle, cancellationToken);
        }
        catch (OutOfTimeException e)
        {
            throw e.Idle ? FetchFaults.Idle(url, idle, received) : FetchFaults.Timeout(url, budget.Total, received);
        }
        catch (InvalidDataException e)
        {
            throw FetchFaults.BadCompression(url, received, e);
        }
        catch (HttpRequestException e)
        {
            throw FetchFaults.Truncated(url, declared, received, e);
        }
        catch (IOException e)
        {
            throw FetchFaults.Truncated(url, declared, received, e);
        }

        received += count;
        reading.Received(count);
        if (received > maxBytes)
            throw FetchFaults.TooLarge(url, maxBytes);
        if (count == 0 && buffer.Length > 0)
            connection.Dispose(); // the host's next request need not wait for whoever holds the body
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
            connection.Dispose();
        }

        base.Dispose(disposing);
    }
}
