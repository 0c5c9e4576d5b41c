using System.Text.Json.Serialization;
using Harvester.Core.Model;

namespace Harvester.Core.Coverage;

/// <summary>How a body comes into the catalogue.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<Presence>))]
public enum Presence
{
    /// <summary>No dataset of it is known.</summary>
    Absent,

    /// <summary>Only through a catalogue that it shares with others: that of Tokyo.</summary>
    SharedCatalogue,

    /// <summary>A site of its own is harvested.</summary>
    OwnSite,
}
