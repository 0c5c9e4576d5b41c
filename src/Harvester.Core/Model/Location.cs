using System.Text.Json;

namespace Harvester.Core.Model;

/// <summary>dct:spatial. <see cref="Bbox"/> is west, south, east, north in degrees (WGS 84); <see cref="Geometry"/> is GeoJSON.</summary>
public sealed record Location
{
    public string? Code { get; init; }
    public string? Name { get; init; }
    public IReadOnlyList<double>? Bbox { get; init; }
    public JsonElement? Geometry { get; init; }
}
