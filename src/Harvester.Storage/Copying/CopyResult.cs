namespace Harvester.Storage.Copying;

/// <summary>A copy that is whole.</summary>
/// <param name="From">Addresses without user and password.</param>
/// <param name="Epoch">Of both stores: the copy carries the history on.</param>
/// <param name="Sequence">The highest sequence number of both.</param>
/// <param name="Parts">Name of each part → how many items it has.</param>
public sealed record CopyResult(string From, string To, string Epoch, long Sequence, IReadOnlyDictionary<string, long> Parts);
