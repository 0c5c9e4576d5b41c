namespace Harvester.Core.Model;

/// <summary>Licence that a site states for all of its open data, with the page that states it.</summary>
public sealed record SiteLicence(string Id, string? Statement);
