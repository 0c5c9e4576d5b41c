namespace Harvester.Search.Queries;

/// <summary>The time that a date in a query stands for: an instant, or a whole day, month or year. <paramref name="Last"/> belongs to it.</summary>
internal readonly record struct InstantRange(DateTimeOffset First, DateTimeOffset Last);
