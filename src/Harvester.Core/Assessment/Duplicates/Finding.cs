using Harvester.Core.Model;

namespace Harvester.Core.Assessment.Duplicates;

/// <summary>What comparing two datasets found: that they have files in common.</summary>
/// <param name="Kind">Contains: one of them has all files of the other, and more.</param>
/// <param name="Score">0 to 1; decides which of several same ones go together first.</param>
/// <param name="Evidence">Of the one, and of the other: each as it is to be read there.</param>
/// <param name="ContainsSecond">With <see cref="RelationKind.Contains"/>: the first has the files of the second.</param>
public sealed record Finding(RelationKind Kind, double Score, (string First, string Second) Evidence, bool ContainsSecond = false);
