namespace Harvester.Core.Assessment.StandardDatasets;

/// <summary>The standard dataset that a dataset's words speak of.</summary>
/// <param name="IsAkin">True: the title names another list that is published in this form, so that no header makes it this one.</param>
public sealed record Candidate(StandardDataset Standard, bool IsAkin);
