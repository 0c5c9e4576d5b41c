using System.Text.Json.Serialization;
using Harvester.Core.Model;

namespace Harvester.Core.Ports;

/// <summary>For whom somebody acts who is signed in.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<AccessRole>))]
public enum AccessRole
{
    /// <summary>The central team: everything that can be done in the browser.</summary>
    Central,

    /// <summary>One municipality: its own sources, never a shared one.</summary>
    Municipality,
}
