using Harvester.SamplePortals.Content;

namespace Harvester.SamplePortals;

/// <summary>
/// Lets the sample portals grow as sites do: sets them back by some days, and goes on day by day until they are as <see cref="SampleCatalogues.Create"/> made them. New datasets
/// come every day, some descriptions are corrected on the way, and one site is under maintenance on one of the days and on the last.
/// </summary>
public sealed class SampleHistory
{
    /// <summary>The share of a portal's datasets that a day brings.</summary>
    private const double Growth = 0.04;
    private const int Corrected = 3;
    private const string Draft = "（作成中）";

    private readonly SampleCatalogues catalogues;
    private readonly List<(SampleDatasets Portal, Queue<SampleDataset> Later)> later = [];
    private readonly int correctedOn;
    private readonly int maintainedOn;
    private int left;

    /// <param name="catalogues">As created.</param>
    /// <param name="days">How many days before the last one; at least 1.</param>
    public SampleHistory(SampleCatalogues catalogues, int days)
    {
        (this.catalogues, left) = (catalogues, days);
        (correctedOn, maintainedOn) = (days / 2, days / 3);
        foreach (var portal in catalogues.BySource.Values)
        {
            var taken = portal.TakeLast((int)(portal.Count * Growth * days)).ToList();
            foreach (var dataset in taken)
                portal.Remove(dataset);
            later.Add((portal, new Queue<SampleDataset>(taken)));
            if (days > 1)
            {
                foreach (var dataset in portal.Take(Corrected))
                    dataset.Description += Draft;
            }
        }

        Settle();
    }

    /// <summary>The site that is closed on the last day, too, so that the demo shows what that looks like.</summary>
    public const string ClosedHost = HachijoContent.Host;

    /// <summary>The next day comes.</summary>
    public void NextDay()
    {
        left--;
        foreach (var (portal, waiting) in later)
        {
            for (var count = (int)Math.Ceiling((double)waiting.Count / (left + 1)); count > 0; count--)
                portal.Add(waiting.Dequeue());
            if (left == correctedOn)
            {
                foreach (var dataset in portal.Where(dataset => dataset.Description.EndsWith(Draft, StringComparison.Ordinal)))
                    dataset.Description = dataset.Description[..^Draft.Length];
            }
        }

        Settle();
    }

    private void Settle() => catalogues.UnderMaintenance = left == maintainedOn || left == 0 ? ClosedHost : null;
}
