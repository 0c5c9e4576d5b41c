using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Connectors.Fetching;

/// <summary>Reading an answer as a whole.</summary>
public static class WholeBodies
{
    /// <summary>
    /// GETs an address and reads its body to the end. A body that breaks off or stalls is asked for once more: at this place, other than in a
    /// stream, nothing of it has been used yet.
    /// </summary>
    /// <exception cref="SourceException">As <see cref="IFetcher.GetAsync"/>; <c>empty-body</c> for an answer without content.</exception>
    public static async Task<FetchedBytes> GetBytesAsync(this IFetcher fetcher, Uri url, string accept, Reading reading, CancellationToken cancellationToken)
    {
        for (var retried = false; ; retried = true)
        {
            await using var body = await fetcher.GetAsync(url, accept, reading, cancellationToken);
            try
            {
                var bytes = await body.ReadAllAsync(cancellationToken);
                if (bytes.Length == 0)
                    throw FetchFaults.Empty(body.Url);
                return new FetchedBytes(body.Url, body.MediaType, body.Charset, bytes, body.NextLink);
            }
            catch (SourceException e) when (!retried && e.Code is "truncated" or "timeout")
            {
            }
        }
    }
}
