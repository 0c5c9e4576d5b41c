using System.Text.Json.Serialization;

namespace Harvester.Core.Model;

[JsonConverter(typeof(CamelCaseEnumConverter<DatasetState>))]
public enum DatasetState
{
    Active,

    /// <summary>Gone at the source; the tombstone stays.</summary>
    Withdrawn,
}
