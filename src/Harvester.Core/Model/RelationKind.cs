using System.Text.Json.Serialization;

namespace Harvester.Core.Model;

/// <summary>Kind of a <see cref="Relation"/>.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<RelationKind>))]
public enum RelationKind
{
    Same,
    Contains,
    Overlaps,
}
