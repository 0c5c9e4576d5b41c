namespace Harvester.Search;

/// <summary>One dataset found.</summary>
/// <param name="Id">Our id: the dataset itself is in the store.</param>
/// <param name="Name">Its name in CKAN: the source's own where no other dataset has it.</param>
/// <param name="Highlights">Field (<c>title</c>, <c>notes</c>) → passage; empty unless asked for.</param>
public sealed record SearchHit(string Id, string Name, IReadOnlyDictionary<string, Passage> Highlights);
