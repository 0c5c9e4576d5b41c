using System.Text.Json.Serialization;
using Harvester.Core.Model;

namespace Harvester.Core.Ports;

/// <summary>What a notice tells.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<NoticeEvent>))]
public enum NoticeEvent
{
    /// <summary>It was well, or nobody was told yet.</summary>
    Broke,

    /// <summary>A week after the last word it is still broken.</summary>
    StillBroken,

    /// <summary>What was told to be broken is well again, or another's turn.</summary>
    Mended,
}
