using System.Runtime.CompilerServices;
using Harvester.Core.Mapping;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Core.Runs;

/// <summary>
/// One harvest of one source, whole: READ FIRST. Everything else in Harvester serves one of these lines. Memory is bounded by a few
/// batches and, per record of the listing, some 40 bytes that remember what was seen.
/// </summary>
internal sealed class HarvestRun(Source source, IConnector connector, IMapper mapper, ICatalogueWriter catalogue, IRunStore runs, TimeProvider clock)
{
    private readonly MappingPace pace = new(Environment.ProcessorCount);

    /// <summary>Never throws for a fault of the source: the report says what happened. A fault of the store is a <see cref="StoreException"/>.</summary>
    public async Task<RunReport> ExecuteAsync(Lease lease, RunTally tally, IRunObserver observer, CancellationToken cancellationToken)
    {
        await runs.SaveAsync(tally.Report(Verdict.UnderWay), cancellationToken);
        Verdict verdict;
        try
        {
            // what is stored is mapped anew where the mapping has changed since; the source is not asked for that
            await foreach (var remapped in Remapping.DecideAsync(source, mapper, catalogue, clock, cancellationToken))
            {
                await WriteAsync(lease, tally, [.. remapped.Select(d => d.Write).OfType<CatalogueWrite>()], cancellationToken);
                tally.CountRemapped(remapped);
                observer.Progressed(tally.Report(Verdict.UnderWay));
            }

            // what was taken down stays out, however often the source lists it
            var erased = await ErasedRecords.OfAsync(source, catalogue, cancellationToken);

            // one batch is written while the next is decided and made ready, and the one after that is read
            await foreach (var decided in DecideAsync(tally, erased, cancellationToken).Ahead(cancellationToken))
            {
                pace.Writing();
                // 5. idempotent batches; every change of content gets a number in the change log
                var decisions = await FreshIds.WriteAsync(decided, source.Id, batch => WriteAsync(lease, tally, batch, cancellationToken), catalogue, cancellationToken);
                tally.Count(decisions);
                observer.Decided(decisions);
                observer.Progressed(tally.Report(Verdict.UnderWay));
                pace.Written();
            }

            // what a whole listing lacks is missed, then withdrawn, but only if the listing can be believed
            verdict = Brakes.JudgeListing(source, tally);
            if (verdict.Status is RunStatus.Succeeded && tally.IsWhole)
                verdict = await Brakes.JudgeAbsentAsync(source, tally, catalogue, cancellationToken);
            if (tally.IsWhole && !verdict.NothingAbsent && (verdict.Status is RunStatus.Succeeded || verdict.HoldsAbsent))
                await foreach (var absent in Absentees.Of(tally, catalogue.ActiveAsync(source.Id, cancellationToken), cancellationToken).InBatches(catalogue.BatchSize, cancellationToken))
                {
                    var fates = Absentees.Decide(absent, verdict, tally.StartedAt);
                    await WriteAsync(lease, tally, [.. fates.Select(f => f.Write)], cancellationToken);
                    tally.Count(fates);
                    observer.Absent(fates);
                }
        }
        catch (SourceException fault)
        {
            verdict = Verdict.Of(fault, tally);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            verdict = Verdict.Cancelled;
        }

        // 6. the report and its problems; also after a cancellation, hence without the token
        var report = tally.Report(verdict);
        await runs.AddProblemsAsync(report.Id, source.Id, tally.TakeProblems(), CancellationToken.None);
        await runs.SaveAsync(report, CancellationToken.None);
        observer.Progressed(report);
        return report;
    }

    private async IAsyncEnumerable<Decided> DecideAsync(RunTally tally, ErasedRecords erased, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var stored = await KnownRecords.OfAsync(source, catalogue, cancellationToken);

        // 1. fetch and parse, streaming
        await foreach (var read in connector.ReadAsync(tally.Reading, cancellationToken).InBatches(catalogue.BatchSize, cancellationToken))
        {
            var records = erased.LeaveOut(tally.Gather(await OwnRecords.LeaveOutAsync(read, catalogue, tally.Reading, cancellationToken)), tally.Reading);

            // 2. 3. 4. what is unchanged is only counted; the rest is mapped, compared and decided
            var known = await stored.AmongAsync(records, cancellationToken);
            var now = clock.GetUtcNow();
            var decided = Decided.Of(Reconciliation.Decide(records, known, mapper, source, now, pace.Processors), tally.RunId, now, catalogue);
            pace.Mapped();
            yield return decided;
        }
    }

    private Task WriteAsync(Lease lease, RunTally tally, IReadOnlyList<CatalogueWrite> writes, CancellationToken cancellationToken) =>
        WriteAsync(lease, tally, catalogue.Prepare(new CatalogueBatch(tally.RunId, clock.GetUtcNow(), writes)), cancellationToken);

    private async Task WriteAsync(Lease lease, RunTally tally, PreparedBatch batch, CancellationToken cancellationToken)
    {
        if (batch.Batch.Writes.Count > 0)
            await catalogue.ApplyAsync(lease, batch, cancellationToken);
        if (tally.TakeProblems() is { Count: > 0 } problems)
            await runs.AddProblemsAsync(tally.RunId, source.Id, problems, cancellationToken);
    }
}
