namespace Harvester.Core.Model;

/// <summary>dct:temporal; ISO 8601 dates, both ends included, either may be open.</summary>
public sealed record PeriodOfTime(string? Start, string? End);
