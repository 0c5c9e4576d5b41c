namespace Harvester.Core.Ports;

/// <summary>What the search for duplicates keeps of one active dataset.</summary>
/// <param name="Keys">64-bit hashes by which others are found that have one of them, too; each once.</param>
/// <param name="Profile">What is compared; the store does not read it.</param>
/// <param name="Canonical">Id of the record that stands for its group, its own if it does; null: it is in no group.</param>
/// <param name="Related">Its annotations name a canonical record or relations.</param>
/// <param name="Due">It was not examined yet.</param>
public sealed record DuplicateRow(string Id, IReadOnlyList<long> Keys, byte[] Profile, string? Canonical = null, bool Related = false, bool Due = false);
