using Harvester.Core.Model;

namespace Harvester.Publishing.Feeds;

/// <summary>One entry of a feed: a dataset, or the word that one is gone.</summary>
/// <param name="Id">Of the dataset.</param>
/// <param name="At">When it last changed, or went.</param>
/// <param name="Dataset">Null: it is gone, by withdrawal or takedown.</param>
public sealed record AtomEntry(string Id, DateTimeOffset At, Dataset? Dataset);
