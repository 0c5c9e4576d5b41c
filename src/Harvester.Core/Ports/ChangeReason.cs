using System.Text.Json.Serialization;
using Harvester.Core.Model;

namespace Harvester.Core.Ports;

/// <summary>Why a dataset changed although its source did not.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<ChangeReason>))]
public enum ChangeReason
{
    /// <summary>The mapping files, the mapper or the connector file's own rules changed.</summary>
    Mapping,
}
