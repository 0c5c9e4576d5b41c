using System.Text.Json.Serialization;
using Harvester.Core.Model;

namespace Harvester.Core.Finding;

/// <summary>How a dataset stands at its source.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<Standing>))]
public enum Standing
{
    Listed,

    /// <summary>One complete listing lacked it; it is still shown.</summary>
    Missing,

    /// <summary>A suspicious run lacked it; a person is to say what that means.</summary>
    Held,
    Withdrawn,
}
