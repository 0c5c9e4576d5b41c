namespace Harvester.Core.Model;

/// <summary>What a run of a shared catalogue could not take of one body, for the body to be told of its own records only.</summary>
/// <param name="Body">Six-digit code; null: whoever runs the catalogue, who has its own and those of which nobody knows whose they are.</param>
/// <param name="Problems">Problems of severity error whose turn is the record's.</param>
public sealed record RefusedRecords(string? Body, IReadOnlyList<ProblemCount> Problems);
