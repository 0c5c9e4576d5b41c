namespace Harvester.Core.Model;

/// <summary>All problems of one code in a run, with up to five examples as sentences that name record, field and value.</summary>
public sealed record ProblemCount(string Code, Severity Severity, Whose Whose, long Count, IReadOnlyList<string> Examples);
