using Harvester.Core.Model;

namespace Harvester.Core.Mapping;

/// <summary>
/// Rules for a record that a Harvester published: it tells stated values from derived ones, and its own ids, names and stamps from those of the source, under names of their own.
/// </summary>
/// <param name="When">The path that only such a record has.</param>
/// <param name="Fields">In place of the general rules; those of files with <see cref="CrosswalkFields.DistributionPrefix"/>.</param>
public sealed record PublishedRules(string When, IReadOnlyDictionary<string, FieldRule> Fields);
