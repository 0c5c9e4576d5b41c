using System.Text;
using Harvester.Core.Mapping.Normalisers;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Core.Runs;

/// <summary>Finds, among the datasets that a run lacked and those that it added, pairs that are the same record under a new number.</summary>
internal static class MovedRecords
{
    /// <summary>Pairs that share title and set of file addresses, where both are alone with them; ambiguous ones are left to a person.</summary>
    public static async Task<IReadOnlyList<CatalogueWrite>> MatchAsync(
        RunReport run, IAsyncEnumerable<KnownRecord> held, IStore store, CancellationToken cancellationToken)
    {
        // Keys only: a person renumbers some hundred records, and 16 bytes each of a whole catalogue would still be little.
        var old = new Dictionary<UInt128, string?>();
        await foreach (var record in held.WithCancellation(cancellationToken))
            await AddAsync(old, record.Id);
        var since = await SinceAsync(run, store, cancellationToken);
        var added = new Dictionary<UInt128, string?>();
        await foreach (var record in store.Catalogue.ActiveAsync(run.Source, cancellationToken))
        {
            if (record.FirstSeen >= since && record.HeldBy is null)
                await AddAsync(added, record.Id);
        }

        return
        [
            .. from pair in old
               let to = added.GetValueOrDefault(pair.Key)
               where pair.Value is not null && to is not null
               orderby pair.Value
               select new CatalogueWrite.Move(pair.Value, to),
        ];

        async Task AddAsync(Dictionary<UInt128, string?> byKey, string id)
        {
            if (await store.Datasets.GetAsync(id, cancellationToken) is not { } dataset)
                return;
            var key = Key(dataset);
            byKey[key] = byKey.ContainsKey(key) ? null : id; // null: more than one, so no match
        }
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

    private static UInt128 Key(Dataset dataset)
    {
        var key = new StringBuilder();
        foreach (var (tag, title) in dataset.Title.OrderBy(t => t.Key, StringComparer.Ordinal))
            key.Append(tag).Append('\u001f').Append(Nfkc.Of(title).Trim()).Append('\u001e');
        foreach (var url in dataset.Distributions.Select(d => d.DownloadUrl ?? d.AccessUrl ?? "").Distinct().Order(StringComparer.Ordinal))
            key.Append('\u001d').Append(url);
        return RecordHash.OfText(key.ToString());
    }
}
