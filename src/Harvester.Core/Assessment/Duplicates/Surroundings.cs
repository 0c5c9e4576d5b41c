using Harvester.Core.Ports;

namespace Harvester.Core.Assessment.Duplicates;

/// <summary>
/// The part of the stored rows that an examination looks at, as it will be once the changes are stored: read as it is needed, many at a time, each once.
/// </summary>
/// <param name="changes">The new profile of each dataset that changes; null: it leaves.</param>
internal sealed class Surroundings(IDuplicateStore store, IReadOnlyDictionary<string, Profile?> changes)
{
    /// <summary>A key that more datasets have than this is no evidence, and no candidates come of it: a logo, a terms of use, a page that lists a whole portal.</summary>
    public const int MostSharers = 20;

    private readonly Dictionary<string, DuplicateRow?> rows = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Profile?> profiles = new(changes, StringComparer.Ordinal);
    private readonly Dictionary<long, IReadOnlyList<string>> sharers = [];
    private readonly HashSet<long> common = [];
    private readonly Dictionary<(string, string), DuplicateVerdict> verdicts = [];
    private readonly Dictionary<string, List<DuplicateVerdict>> verdictsOf = new(StringComparer.Ordinal);

    /// <summary>True for a key that says nothing; known for the keys of what was loaded.</summary>
    public bool IsCommon(long key) => common.Contains(key);

    /// <summary>As it is or will be; null: there is no such active dataset.</summary>
    public Profile? ProfileOf(string id) => profiles.GetValueOrDefault(id);

    /// <summary>As it is stored.</summary>
    public DuplicateRow? RowOf(string id) => rows.GetValueOrDefault(id);

    public VerdictKind? VerdictOn(string one, string other) => VerdictOf(one, other)?.Kind;

    public DuplicateVerdict? VerdictOf(string one, string other) => verdicts.GetValueOrDefault(Pair(one, other));

    /// <summary>What persons said of it and others that are here.</summary>
    public IEnumerable<DuplicateVerdict> VerdictsOf(string id) =>
        verdictsOf.GetValueOrDefault(id, []).Where(verdict => ProfileOf(verdict.Other(id)) is not null);

    /// <summary>Those that may have something to do with it; itself is none of them.</summary>
    public IEnumerable<string> CandidatesOf(Profile profile) =>
        profile.Keys().Where(key => !IsCommon(key)).SelectMany(key => sharers.GetValueOrDefault(key, [])).Where(id => id != profile.Id).Distinct(StringComparer.Ordinal);

    /// <summary>All whose answer the changes may touch: who shares, or shared, a key with a changed dataset, and who has a verdict with one.</summary>
    public async Task<IReadOnlyCollection<string>> TouchedAsync(CancellationToken cancellationToken)
    {
        await RowsAsync(changes.Keys, cancellationToken);
        var keys = changes.Keys.SelectMany(id => (RowOf(id)?.Keys ?? []).Concat(ProfileOf(id)?.Keys() ?? [])).ToHashSet();
        var before = await ReadSharersAsync(keys, cancellationToken);
        var touched = new HashSet<string>(changes.Keys, StringComparer.Ordinal);
        foreach (var key in keys)
        {
            if (before.GetValueOrDefault(key) is { Count: <= MostSharers } had)
                touched.UnionWith(had);
            if (!IsCommon(key))
                touched.UnionWith(sharers[key]);
        }

        await LoadAsync([.. changes.Keys], cancellationToken);
        touched.UnionWith(changes.Keys.SelectMany(id => verdictsOf.GetValueOrDefault(id, []).Select(verdict => verdict.Other(id))));
        await RowsAsync(touched, cancellationToken);
        touched.RemoveWhere(id => ProfileOf(id) is null);
        return touched;
    }

    /// <summary>Reads the rows of these, their candidates and their verdicts.</summary>
    public async Task LoadAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        await RowsAsync(ids, cancellationToken);
        var present = ids.Select(ProfileOf).OfType<Profile>().ToList();
        await ReadSharersAsync(present.SelectMany(profile => profile.Keys()).ToHashSet(), cancellationToken);
        var unasked = ids.Where(id => verdictsOf.TryAdd(id, [])).ToList();
        foreach (var verdict in await store.VerdictsAsync(unasked, cancellationToken))
        {
            verdicts[(verdict.First, verdict.Second)] = verdict;
            foreach (var id in (ReadOnlySpan<string>)[verdict.First, verdict.Second])
            {
                if (verdictsOf.TryGetValue(id, out var all) && !all.Contains(verdict))
                    all.Add(verdict);
            }
        }

        await RowsAsync([.. present.SelectMany(CandidatesOf), .. ids.SelectMany(id => verdictsOf[id].Select(verdict => verdict.Other(id)))], cancellationToken);
    }

    private static (string, string) Pair(string one, string other) => string.CompareOrdinal(one, other) <= 0 ? (one, other) : (other, one);

    private async Task RowsAsync(IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        var unread = ids.Where(id => !rows.ContainsKey(id)).Distinct(StringComparer.Ordinal).ToList();
        if (unread.Count == 0)
            return;
        var read = await store.GetAsync(unread, cancellationToken);
        foreach (var id in unread)
        {
            rows[id] = read.GetValueOrDefault(id);
            if (!changes.ContainsKey(id))
                profiles[id] = rows[id] is { } row ? Profile.FromBytes(id, row.Profile) : null;
        }
    }

    /// <summary>Who has the keys in the store; who will have them goes to <see cref="sharers"/>.</summary>
    private async Task<IReadOnlyDictionary<long, IReadOnlyList<string>>> ReadSharersAsync(HashSet<long> keys, CancellationToken cancellationToken)
    {
        keys.RemoveWhere(sharers.ContainsKey);
        if (keys.Count == 0)
            return sharers;
        // So many that it is plain how many remain even if all that change have the key now, and none will.
        var stored = await store.SharersAsync(keys, MostSharers + changes.Count, cancellationToken);
        var coming = new Dictionary<long, List<string>>();
        foreach (var profile in changes.Values.OfType<Profile>())
        {
            foreach (var key in profile.Keys().Where(keys.Contains))
            {
                if (!coming.TryGetValue(key, out var ids))
                    coming.Add(key, ids = []);
                ids.Add(profile.Id);
            }
        }

        foreach (var key in keys)
        {
            List<string> all = [.. stored.GetValueOrDefault(key, []).Where(id => !changes.ContainsKey(id)), .. coming.GetValueOrDefault(key, [])];
            if (all.Count > MostSharers)
                common.Add(key);
            sharers[key] = all.Count > MostSharers ? [] : all;
        }

        return stored;
    }
}
