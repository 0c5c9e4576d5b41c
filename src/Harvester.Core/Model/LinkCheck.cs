namespace Harvester.Core.Model;

/// <summary>State of one distribution's address: an HTTP status or a named failure, last looked at, and since when it has been so.</summary>
public sealed record LinkCheck(string Distribution, string Code, DateTimeOffset CheckedAt, DateTimeOffset Since);
