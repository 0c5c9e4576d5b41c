using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Connectors.Fetching;

/// <summary>Reading an answer as a whole.</summary>
public static class WholeBodies
{
    /// <summary>GETs an address and reads its body to the end, as <see cref="WholeAsync"/> does.</summary>
    /// <exception cref="SourceException">As <see cref="IFetcher.GetAsync"/>; <c>empty-body</c> for an answer without content.</exception>
    public static Task<FetchedBytes> GetBytesAsync(this IFetcher fetcher, Uri url, string accept, Reading reading, CancellationToken cancellationToken) =>
        fetcher.WholeAsync(url, accept, reading, ReadAsync, cancellationToken);

    /// <summary>
    /// GETs an address and makes something of its whole body. A body that breaks off or stalls is asked for once more: nothing of it was used
    /// yet, as nothing is of a reader that failed.
    /// </summary>
    /// <param name="read">Reads to the end; leaves nothing behind when it throws.</param>
    /// <exception cref="SourceException">As <see cref="IFetcher.GetAsync"/>, and what <paramref name="read"/> throws.</exception>
    internal static async Task<T> WholeAsync<T>(
        this IFetcher fetcher, Uri url, string accept, Reading reading, Func<FetchedBody, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        for (var retried = false; ; retried = true)
        {
            await using var body = await fetcher.GetAsync(url, accept, reading, cancellationToken);
            try
            {
                return await read(body, cancellationToken);
            }
            catch (SourceException e) when (!retried && e.Code is ("truncated" or "timeout"))
            {
            }
        }
    }

    /// <exception cref="SourceException"><c>empty-body</c>; what the body's stream throws.</exception>
    internal static async Task<FetchedBytes> ReadAsync(FetchedBody body, CancellationToken cancellationToken)
    {
        var bytes = await body.ReadAllAsync(cancellationToken);
        return bytes.Length > 0
            ? new FetchedBytes(body.Url, body.MediaType, body.Charset, bytes, body.NextLink) { Hide = body.Hide }
            : throw FetchFaults.Empty(body.Url);
    }
}
