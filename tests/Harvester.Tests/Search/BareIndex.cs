using Harvester.Core.Model;
using Harvester.Search;
using Harvester.Tests.Web;

namespace Harvester.Tests.Search;

/// <summary>An index of datasets without a database below: for properties over many catalogues.</summary>
internal static class BareIndex
{
    private const int Batch = 7;

    /// <summary>Written in batches, each of which is a segment; every dataset was there under another title before.</summary>
    public static CatalogueIndex Of(IReadOnlyList<Dataset> datasets, DateTimeOffset now)
    {
        var index = CatalogueIndex.Open(null, new FixedClock(now));
        var log = new ListedStore(datasets);
        for (var count = Batch; count < datasets.Count + Batch; count += Batch)
        {
            log.Visible = Math.Min(count, datasets.Count);
            var done = index.CatchUpAsync(log, CancellationToken.None);
            if (!done.IsCompletedSuccessfully)
                throw new InvalidOperationException("a list needs no waiting", done.Exception);
        }

        return index;
    }
}
