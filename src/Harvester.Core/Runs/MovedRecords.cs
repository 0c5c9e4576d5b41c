using System.Text;
using Harvester.Core.Mapping.Normalisers;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Core.Runs;

/// <summary>Finds, among the datasets that a run lacked and those that it added, pairs that are the same record under a new number.</summary>
internal static class MovedRecords
{
    /// <summary>
    /// Pairs that share title, publisher and set of file addresses; of the rest those that share title and publisher, since many sites write the
    /// number into the addresses. Where more than two are alike they are left to a person.
    /// </summary>
    public static async Task<IReadOnlyList<CatalogueWrite>> MatchAsync(
        RunReport run, IAsyncEnumerable<KnownRecord> held, IStore store, CancellationToken cancellationToken)
    {
        // Keys only: a person renumbers some hundred records, and 32 bytes each of a whole catalogue would still be little.
        var old = new List<Candidate>();
        await foreach (var record in held.WithCancellation(cancellationToken))
            await AddAsync(old, record);
        var since = await SinceAsync(run, store, cancellationToken);
        var added = new List<Candidate>();
        await foreach (var record in store.Catalogue.ActiveAsync(run.Source, cancellationToken))
        {
            if (record.FirstSeen >= since && record.HeldBy is null)
                await AddAsync(added, record);
        }

        var moves = Match(old, added, candidate => candidate.WithFiles);
        var (from, to) = (moves.Select(move => move.OldId).ToHashSet(StringComparer.Ordinal), moves.Select(move => move.NewId).ToHashSet(StringComparer.Ordinal));
        moves.AddRange(Match(old.Where(one => !from.Contains(one.Id)), added.Where(one => !to.Contains(one.Id)), candidate => candidate.Title));
        return [.. moves.OrderBy(move => move.OldId, StringComparer.Ordinal)];

        async Task AddAsync(List<Candidate> candidates, KnownRecord record)
        {
            if (await store.Datasets.GetAsync(record.Id, cancellationToken) is { } dataset)
                candidates.Add(Candidate.Of(dataset, record.PublisherKey));
        }
    }

    private static List<CatalogueWrite.Move> Match(IEnumerable<Candidate> old, IEnumerable<Candidate> added, Func<Candidate, UInt128> key)
    {
        var alone = added.GroupBy(key).Where(group => group.Count() == 1).ToDictionary(group => group.Key, group => group.First().Id);
        return
        [
            .. from same in old.GroupBy(key)
               where same.Count() == 1 && alone.ContainsKey(same.Key)
               select new CatalogueWrite.Move(same.First().Id, alone[same.Key]),
        ];
    }

    // The new numbers came with the first of the suspicious runs in a row; each later one only holds the old numbers anew.
    private static async Task<DateTimeOffset> SinceAsync(RunReport run, IStore store, CancellationToken cancellationToken)
    {
        var since = run.StartedAt;
        foreach (var earlier in await store.Runs.ListAsync(run.Source, 1000, run.Id, cancellationToken))
        {
            if (earlier.Status is RunStatus.Succeeded)
                break;
            since = earlier.StartedAt;
        }

        return since;
    }

    private sealed record Candidate(string Id, UInt128 Title, UInt128 WithFiles)
    {
        public static Candidate Of(Dataset dataset, string publisher)
        {
            var key = new StringBuilder(publisher);
            foreach (var (tag, title) in dataset.Title.OrderBy(t => t.Key, StringComparer.Ordinal))
                key.Append('\u001e').Append(tag).Append('\u001f').Append(Nfkc.Of(title).Trim());
            var byTitle = RecordHash.OfText(key.ToString());
            foreach (var url in dataset.Distributions.Select(d => d.Address ?? "").Distinct().Order(StringComparer.Ordinal))
                key.Append('\u001d').Append(url);
            return new Candidate(dataset.Id, byTitle, RecordHash.OfText(key.ToString()));
        }
    }
}
