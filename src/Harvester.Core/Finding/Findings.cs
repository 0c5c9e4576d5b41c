using Harvester.Core.Ports;

namespace Harvester.Core.Finding;

/// <summary>What the catalogue knows of a text, an address or an id.</summary>
/// <param name="TakenDown">The takedown of the dataset that had this id; only where no dataset was found.</param>
/// <param name="Problems">Refusals and milder ones, as met.</param>
public sealed record Findings(IReadOnlyList<FoundDataset> Datasets, Takedown? TakenDown, IReadOnlyList<FoundProblem> Problems);
