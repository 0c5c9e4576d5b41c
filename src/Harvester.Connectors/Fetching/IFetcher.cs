using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Connectors.Fetching;

/// <summary>The only way to the network, made for one source: polite, patient, bounded and guarded.</summary>
public interface IFetcher
{
    /// <summary>
    /// GETs an address; retries what may pass (transport faults, 408, 429, 5xx). Requests and bytes are counted in <paramref name="reading"/>.
    /// </summary>
    /// <param name="accept">Value of the Accept header.</param>
    /// <exception cref="SourceException">Unreachable, refused, timed out, an address that is not public, a status other than 2xx (code <c>http-404</c> and so on).</exception>
    Task<FetchedBody> GetAsync(Uri url, string accept, Reading reading, CancellationToken cancellationToken);
}
