using System.Text.Json.Serialization;

namespace Harvester.Core.Model;

/// <summary>How sure a <see cref="StandardDatasetMatch"/> is.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<StandardDatasetStatus>))]
public enum StandardDatasetStatus
{
    Candidate,
    Checked,
}
