using System.Collections.Concurrent;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Core.Assessment.StandardDatasets;

/// <summary>
/// The background job that turns candidates into checked standard datasets: reads the header of what is due, one file for a dataset, never in a run's way.
/// An unchanged file costs a 304 and is not judged twice; one that cannot be read stays a candidate, with the reason, and is asked again after a day, two, four.
/// </summary>
public sealed class HeaderChecks(IStore store, StandardDatasetVocabulary vocabulary, IHeaderSource files, TimeProvider clock, string owner)
{
    public static readonly TimeSpan LeaseTerm = TimeSpan.FromMinutes(10);

    /// <summary>After a file was read, and the longest after failures.</summary>
    public static readonly TimeSpan Again = TimeSpan.FromDays(30);

    private const string Job = "headers";

    /// <summary>Files at one time; those of one host wait for each other at its gate.</summary>
    private const int Concurrency = 4;

    private readonly Verdict verdict = new(new HeaderJudge(vocabulary));
    private readonly HeaderQueue queue = new(vocabulary);

    /// <summary>Looks into up to <paramref name="limit"/> files. Safe to cut off at any time.</summary>
    /// <param name="sources">Of these sources only; null: of all.</param>
    /// <exception cref="StoreException">The store is away.</exception>
    public async Task<HeaderReport> RunAsync(IReadOnlyCollection<string>? sources, int limit, CancellationToken cancellationToken)
    {
        // Asked every few minutes, and nearly always nothing is due: that takes no job.
        if (await store.Headers.DueAsync(clock.GetUtcNow(), sources, 1, cancellationToken) is [])
            return new HeaderReport();
        await using var taken = await TakenJob.TakeAsync(store.Jobs, Job, owner, clock, LeaseTerm, cancellationToken);
        if (taken is null)
            return new HeaderReport { Busy = true };
        var outcomes = new ConcurrentBag<Outcome>();
        var due = await store.Headers.DueAsync(clock.GetUtcNow(), sources, limit, cancellationToken);
        var options = new ParallelOptions { MaxDegreeOfParallelism = Concurrency, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(due, options, async (state, token) =>
        {
            // A host may make us wait for long: whoever has the job says so again before each file.
            if (await taken.KeepAsync(token) && await LookAsync(state, token) is { } outcome)
                outcomes.Add(outcome);
        });
        return new HeaderReport
        {
            Asked = outcomes.Count,
            Unchanged = outcomes.Count(one => one.Unchanged),
            Checked = outcomes.Count(one => one.Match.Status is StandardDatasetStatus.Checked && one.Fault is null),
            OtherForm = outcomes.Count(one => one.Match.Status is StandardDatasetStatus.Candidate && one.Fault is null),
            Faults = outcomes.Where(one => one.Fault is not null).GroupBy(one => one.Fault!, StringComparer.Ordinal).OrderBy(faults => faults.Key, StringComparer.Ordinal)
                .ToDictionary(faults => faults.Key, faults => faults.Count(), StringComparer.Ordinal),
        };
    }

    private async Task<Outcome?> LookAsync(HeaderState due, CancellationToken cancellationToken)
    {
        var dataset = await store.Datasets.GetAsync(due.Dataset, cancellationToken);
        var candidate = dataset is { State: DatasetState.Active } && dataset.Id == due.Dataset ? vocabulary.Recognise(dataset) : null;
        if (candidate is null || queue.Plan(dataset!, candidate, due, clock.GetUtcNow()) is not { } state)
        {
            await store.Headers.RemoveAsync([due.Dataset], cancellationToken);
            return null;
        }

        (state, var unchanged) = await ReadAsync(state, cancellationToken);
        await store.Headers.SaveAsync([state], cancellationToken);
        var match = verdict.Of(candidate, state);
        if (match != dataset!.Annotations?.StandardDataset)
            await store.Annotations.PutAsync([new AnnotationWrite.Recognised(dataset.Id, match)], clock.GetUtcNow(), cancellationToken);
        return new Outcome(match, unchanged, state.Fault);
    }

    private async Task<(HeaderState State, bool Unchanged)> ReadAsync(HeaderState state, CancellationToken cancellationToken)
    {
        try
        {
            var sample = await files.ReadAsync(state, cancellationToken);
            var next = state with { Fault = null, Failures = 0, NextDue = clock.GetUtcNow() + Again };
            if (sample.Rows is not { } rows)
                return (next, true);
            // None of the rows is a header that any sheet knows: that is read, too.
            return (next with { Header = HeaderRow.Find(rows, vocabulary) ?? [], FinalUrl = sample.FinalUrl, ETag = sample.ETag, LastModified = sample.LastModified }, false);
        }
        catch (SourceException fault)
        {
            return (Failed(state, fault.Code), false);
        }
    }

    private HeaderState Failed(HeaderState state, string code)
    {
        var pause = TimeSpan.FromDays(Math.Pow(2, Math.Min(state.Failures, 10)));
        return state with { Fault = code, Failures = state.Failures + 1, NextDue = clock.GetUtcNow() + (pause < Again ? pause : Again) };
    }

    private sealed record Outcome(StandardDatasetMatch Match, bool Unchanged, string? Fault);
}
