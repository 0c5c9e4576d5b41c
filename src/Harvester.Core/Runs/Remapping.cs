using System.Runtime.CompilerServices;
using Harvester.Core.Mapping;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Core.Runs;

/// <summary>
/// Maps stored records anew from their payloads, after a change of the mapping files: nothing is fetched, nothing missed, held or withdrawn,
/// and the change log says that it was the mapping. A run does the same by itself before it asks its source.
/// </summary>
public sealed class Remapping(IStore store, IMapper mapper, TimeProvider clock, string owner)
{
    private const int BatchSize = 500;
    private const string Lost = "the lease was lost to another worker, whose run maps the rest anew";

    /// <summary>Never throws for a fault of the store or a source that is being harvested: the report says it.</summary>
    /// <param name="progress">The report so far, after each batch.</param>
    public async Task<RemapReport> RunAsync(Source source, Action<RemapReport> progress, CancellationToken cancellationToken)
    {
        var report = new RemapReport { Source = source.Id };
        try
        {
            if (await store.Sources.AcquireAsync(source.Id, owner, clock.GetUtcNow(), SourceRunner.LeaseTerm, cancellationToken) is not { } lease)
                return report with { Error = "the source is being harvested right now; its next run maps its records anew by itself" };
            try
            {
                await using var kept = new KeptLease(lease, SourceRunner.LeaseTerm, store.Sources, clock, cancellationToken);
                var problems = new ProblemLog();
                var unmapped = new UnmappedLog();
                await foreach (var decisions in DecideAsync(source, mapper, store.Catalogue, clock, kept.Lost))
                {
                    await store.Catalogue.ApplyAsync(lease, BatchOf(decisions), kept.Lost);
                    foreach (var decision in decisions)
                        unmapped.Add(decision.Unmapped);
                    problems.Take(); // counted with examples; single ones are the next run's to store
                    report = Counted(report, decisions, problems);
                    progress(report);
                }

                return await RememberAsync(lease, report, unmapped.Counts(), kept.Lost) ? report : report with { Error = Lost };
            }
            finally
            {
                await store.Sources.GiveBackAsync(lease);
            }
        }
        catch (StoreException fault)
        {
            return report with { Error = fault.Message };
        }
        catch (OperationCanceledException)
        {
            return report with { Error = cancellationToken.IsCancellationRequested ? "cancelled" : Lost };
        }
    }

    /// <summary>What becomes of each record that another mapping had made, batch by batch; nothing is written.</summary>
    internal static async IAsyncEnumerable<IReadOnlyList<Decision>> DecideAsync(
        Source source, IMapper mapper, ICatalogueWriter catalogue, TimeProvider clock, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var stored in catalogue.MappedOtherwiseAsync(source.Id, mapper.VersionFor(source), cancellationToken).InBatches(BatchSize, cancellationToken))
            yield return Reconciliation.Remap(stored, mapper, source, clock.GetUtcNow());
    }

    /// <summary>A rule that was added takes its field out of the list of what none reads, at once where all records were mapped anew. False when the lease was lost.</summary>
    private async Task<bool> RememberAsync(Lease lease, RemapReport report, IReadOnlyList<UnmappedCount> unmapped, CancellationToken cancellationToken)
    {
        if (report.Examined == 0 || await store.Sources.GetAsync(report.Source, cancellationToken) is not { } state)
            return true;
        var isAll = report.Examined >= await store.Datasets.CountAsync(new DatasetFilter { Source = report.Source, State = DatasetState.Active }, cancellationToken);
        return await store.Sources.RememberAsync(
            lease, state with { Unmapped = isAll ? unmapped : UnmappedLog.Merged(state.Unmapped, unmapped) }, served: null, cancellationToken);
    }

    private CatalogueBatch BatchOf(IReadOnlyList<Decision> decisions) =>
        new(null, clock.GetUtcNow(), [.. decisions.Select(d => d.Write).OfType<CatalogueWrite>()]);

    private static RemapReport Counted(RemapReport report, IReadOnlyList<Decision> decisions, ProblemLog problems)
    {
        foreach (var (record, kind, _, found, _) in decisions.Where(d => d.Kind is DecisionKind.Rejected))
        {
            foreach (var problem in found)
                problems.Add(new RunProblem(record.RecordId, record.RecordUrl, null, problem));
        }

        return report with
        {
            Examined = report.Examined + decisions.Count,
            Changed = report.Changed + decisions.Count(d => d.Kind is DecisionKind.Remapped),
            Rejected = report.Rejected + decisions.Count(d => d.Kind is DecisionKind.Rejected),
            Problems = problems.Counts(),
        };
    }
}
