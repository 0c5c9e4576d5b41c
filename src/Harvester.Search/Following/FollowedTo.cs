namespace Harvester.Search.Following;

/// <summary>How far an index follows a change log. Kept in Lucene's commit, so that it is always that of what was committed.</summary>
/// <param name="Epoch">Of the change log.</param>
/// <param name="Sequence">The last entry that is in the index.</param>
internal sealed record FollowedTo(string Epoch, long Sequence);
