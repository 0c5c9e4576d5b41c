using Harvester.Core.Assessment;
using Harvester.Core.Assessment.Freshness;
using Harvester.Core.Assessment.Quality;
using Harvester.Core.Coverage;
using Harvester.Core.Finding;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Core.Runs;
using Harvester.Search;
using Harvester.Web.Charts;
using Harvester.Web.Pages.Problems;

namespace Harvester.Web.Pages.Municipalities;

/// <summary>What the page of one body shows.</summary>
public sealed record MunicipalityView
{
    private const int RunsShown = 10;
    private const int MostFound = 20;

    public required string Code { get; init; }
    public required Bilingual Name { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>Its own sites first.</summary>
    public required IReadOnlyList<Carrier> Carriers { get; init; }

    /// <summary>Null: nothing was counted yet.</summary>
    public required BodyCoverage? Coverage { get; init; }

    /// <summary>Its figures over the days, oldest first.</summary>
    public required IReadOnlyList<(DateOnly Day, CoverageFigures Total)> History { get; init; }

    /// <summary>Problems of its records, the most frequent first, each with examples; null while the index is being built.</summary>
    public required IReadOnlyList<ProblemGroup>? Problems { get; init; }

    /// <summary>Records of which another one stands for the dataset.</summary>
    public required long Copies { get; init; }

    /// <summary>Who is told of its turn.</summary>
    public required IReadOnlyList<Subscription> Subscriptions { get; init; }

    /// <summary>What was looked for on the page, and what came of it; null: nothing was.</summary>
    public required (string Wanted, Findings Found)? Search { get; init; }

    /// <summary>Null: no such body.</summary>
    internal static async Task<MunicipalityView?> ReadAsync(
        string code, string? wanted, IStore store, ISources sources, CatalogueIndex index, DailyFigures daily, HarvesterWebOptions options, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!options.Municipalities.ContainsKey(code))
            return null;
        var counts = (await CarriedCounts.ReadAsync(index, store, cancellationToken)).Where(count => count.Code == code).ToList();
        var snapshot = await store.Coverage.GetAsync(DateOnly.MaxValue, cancellationToken);
        return new MunicipalityView
        {
            Code = code,
            Name = options.NameOf(code),
            At = now,
            Carriers = await CarriersAsync(code, counts, store, sources, now, cancellationToken),
            Coverage = snapshot?.Bodies.FirstOrDefault(body => body.Code == code),
            History = await daily.UpToAsync(snapshot?.Day ?? DatasetFreshness.DayOf(now), code, snapshot, cancellationToken),
            Problems = index.IsCurrent ? await ProblemGroup.OfBodyAsync(code, index, store, cancellationToken) : null,
            Copies = index.IsCurrent ? index.Search(new SearchRequest { Chosen = ProblemGroup.Of(code, ("copy", "yes")), CanonicalOnly = false, Rows = 0 }).Total : 0,
            Subscriptions = [.. (await store.Subscriptions.ListAsync(cancellationToken)).Where(subscription => subscription.MunicipalityCode == code)],
            Search = wanted is null ? null : (wanted, await new CatalogueFinder(store).FindAsync(wanted, MostFound, cancellationToken)),
        };
    }

    /// <summary>The mean points of each dimension, as far as the indicators are counted; empty: nothing was scored.</summary>
    internal IReadOnlyList<(QualityDimension Dimension, double Points, int Of)> Dimensions => QualityParts.Of(Coverage?.Figures);

    /// <summary>The indicators whose fulfilment would raise the mean most, with the points that it would rise by.</summary>
    internal IReadOnlyList<(Indicator Indicator, long Datasets, double Gain)> Fixes => QualityParts.Fixes(Coverage?.Figures);

    internal static async Task<IReadOnlyList<Carrier>> CarriersAsync(string code, IReadOnlyList<PublisherCount> counts, IStore store, ISources sources, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var carriers = new List<Carrier>();
        foreach (var row in await SourceRow.AllAsync(store, sources, counts, now, cancellationToken))
        {
            var isOwn = row.Source.PublisherCode == code && !(row.Source.Shared && code != Publisher.Metropolis);
            if (!isOwn && row.Datasets == 0)
                continue;
            var runs = isOwn ? await AbandonedRun.SeenAsync(await store.Runs.ListAsync(row.Source.Id, RunsShown, null, cancellationToken), store, now, cancellationToken) : [];
            carriers.Add(new Carrier(row, SyncStatus.Of(row, code), row.Datasets, isOwn, runs));
        }

        return [.. carriers.OrderByDescending(carrier => carrier.IsOwn)];
    }
}
