using System.Text.Json.Serialization;
using Harvester.Core.Model;

namespace Harvester.Core.Ports;

/// <summary>How the central team stands with a municipality about one standard dataset.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<NoteState>))]
public enum NoteState
{
    /// <summary>Nothing was agreed; what was noted may still be of use.</summary>
    None,

    /// <summary>The team asked for it.</summary>
    Asked,

    /// <summary>The municipality means to publish it.</summary>
    Promised,

    /// <summary>There is nothing to publish: no coast, no such facility.</summary>
    NotApplicable,
}
