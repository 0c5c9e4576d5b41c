namespace Harvester.Core.Model;

/// <summary>dcat:contactPoint.</summary>
public sealed record ContactPoint
{
    public string? Name { get; init; }
    public string? Email { get; init; }
    public string? Phone { get; init; }
    public string? Url { get; init; }
}
