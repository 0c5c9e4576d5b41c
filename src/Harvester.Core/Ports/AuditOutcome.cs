using System.Text.Json.Serialization;
using Harvester.Core.Model;

namespace Harvester.Core.Ports;

/// <summary>What came of an act.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<AuditOutcome>))]
public enum AuditOutcome
{
    /// <summary>It was done.</summary>
    Done,

    /// <summary>It began, and nobody wrote down how it ended: it goes on, or was cut off and may have been done or not.</summary>
    Begun,

    /// <summary>It was not done, for the reason that the entry has: it is not for this person to do, or cannot be done.</summary>
    Refused,
}
