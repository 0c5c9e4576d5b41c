namespace Harvester.Core.Ports;

/// <summary>What the search for duplicates remembers: a row for each active dataset, found by id or by key, and what persons said.</summary>
public interface IDuplicateStore
{
    /// <summary>The rows of these ids; those without one are absent from the answer.</summary>
    Task<IReadOnlyDictionary<string, DuplicateRow>> GetAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken);

    /// <summary>Who has each of these keys; keys that nobody has are absent. Of a key that more than <paramref name="most"/> have, any <paramref name="most"/> + 1 of them.</summary>
    Task<IReadOnlyDictionary<long, IReadOnlyList<string>>> SharersAsync(IReadOnlyCollection<long> keys, int most, CancellationToken cancellationToken);

    /// <summary>Stores the rows, each replacing what was there, and forgets others: all or nothing. No id is in both.</summary>
    Task PutAsync(IReadOnlyCollection<DuplicateRow> rows, IReadOnlyCollection<string> forgotten, CancellationToken cancellationToken);

    /// <summary>Forgets all rows; what persons said stays.</summary>
    Task ClearAsync(CancellationToken cancellationToken);

    /// <summary>A page of groups of two and more in the order of their canonical ids, starting after <paramref name="after"/> (null: from the start).</summary>
    Task<IReadOnlyList<DuplicateGroup>> GroupsAsync(string? after, int limit, CancellationToken cancellationToken);

    Task<long> CountGroupsAsync(CancellationToken cancellationToken);

    /// <summary>Stores a person's word, replacing what was said of the two before.</summary>
    Task PutVerdictAsync(DuplicateVerdict verdict, CancellationToken cancellationToken);

    /// <summary>All verdicts that name one of these ids, in the order of both ids.</summary>
    Task<IReadOnlyList<DuplicateVerdict>> VerdictsAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken);
}
