namespace Harvester.Core.Model;

/// <summary>Who answers for the data (dct:publisher).</summary>
public sealed record Publisher
{
    /// <summary>The code of the metropolis and its bureaus.</summary>
    public const string Metropolis = "130001";

    /// <summary>Six-digit local government code with check digit (<see cref="Metropolis"/> for the metropolis and its bureaus); null and a problem when unknown.</summary>
    public string? Code { get; init; }

    public IReadOnlyDictionary<string, string>? Name { get; init; }

    /// <summary>Bureau, department or section, as the source names it.</summary>
    public string? Unit { get; init; }

    /// <summary>The source's own organisation id (<c>t131032</c>), kept as it is.</summary>
    public string? Organization { get; init; }

    /// <summary>The key by which the brakes count publishers within one source: the finest id that is known.</summary>
    public string Key() => Organization ?? Code ?? "";
}
