using System.Text.Json.Serialization;

namespace Harvester.Core.Model;

/// <summary>Whose turn it is to mend a problem.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<Whose>))]
public enum Whose
{
    /// <summary>Harvester's: a connector file, a selector, a mapping.</summary>
    Ours,

    /// <summary>The source's: its server or its listing.</summary>
    Source,

    /// <summary>Whoever keeps this record at the source.</summary>
    Record,
}
