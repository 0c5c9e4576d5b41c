using Harvester.Core.Runs;

namespace Harvester.Publishing;

/// <summary>Reads from the store on one processor while another writes: each takes about as long as the other.</summary>
internal static class ReadAhead
{
    private const int Most = 64;

    /// <summary>The same items in the same order, of which up to 64 are read before they are asked for.</summary>
    public static IAsyncEnumerable<T> Ahead<T>(this IAsyncEnumerable<T> items, CancellationToken cancellationToken) => Batches.Ahead(items, Most, cancellationToken);
}
