using System.Runtime.CompilerServices;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Core.Assessment;

/// <summary>Reads the catalogue while it is written.</summary>
internal static class Pages
{
    /// <summary>
    /// Page by page, each as of its own moment: one long reading as of its start would have the store keep everything that is written meanwhile apart
    /// (SQLite's write-ahead log grows with it, and each look-up searches all of it).
    /// </summary>
    public static async IAsyncEnumerable<IReadOnlyList<Dataset>> InPagesAsync(
        this IDatasetReader datasets, DatasetFilter filter, int size, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? after = null;
        while (await datasets.ListAsync(filter, after, size, cancellationToken) is { Count: > 0 } page)
        {
            after = page[^1].Id;
            yield return page;
        }
    }
}
