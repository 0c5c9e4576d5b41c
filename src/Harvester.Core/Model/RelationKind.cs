using System.Text.Json.Serialization;

namespace Harvester.Core.Model;

/// <summary>Kind of a <see cref="Relation"/>.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<RelationKind>))]
public enum RelationKind
{
    /// <summary>Two records of one dataset, in one group with one canonical record.</summary>
    Same,

    /// <summary>This dataset has all files of the other, and more; at the other end stands <see cref="Overlaps"/>.</summary>
    Contains,

    /// <summary>The two share files, but are not the same; the evidence says why.</summary>
    Overlaps,
}
