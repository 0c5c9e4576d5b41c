using System.Text.Json.Serialization;
using Harvester.Core.Model;

namespace Harvester.Core.Ports;

/// <summary>Who is told of a source's state: the one whose turn it is.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<NoticeAudience>))]
public enum NoticeAudience
{
    /// <summary>Whoever keeps the connector files and this program: our own faults.</summary>
    Maintainers,

    /// <summary>The central team: sites that refuse, are missing or fail, and listings that wait for a person's word.</summary>
    Central,

    /// <summary>The body that publishes at the source: its records.</summary>
    Municipality,
}
