using System.Text.Json.Serialization;

namespace Harvester.Core.Model;

[JsonConverter(typeof(CamelCaseEnumConverter<RunStatus>))]
public enum RunStatus
{
    /// <summary>Under way; stored only until the run ends.</summary>
    Running,
    Succeeded,

    /// <summary>Some of the listing is missing: what came is kept, nothing is withdrawn.</summary>
    Partial,

    /// <summary>The listing looks wrong: nothing is withdrawn until a person says so.</summary>
    Suspicious,
    Failed,
    Cancelled,

    /// <summary>Not run: another worker has the source, or there was nothing to do.</summary>
    Skipped,
}
