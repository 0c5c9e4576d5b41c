using System.Text.Json.Serialization;

namespace Harvester.Core.Model;

/// <summary>What states the licence.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<LicenceBasis>))]
public enum LicenceBasis
{
    Record,

    /// <summary>All distributions agree.</summary>
    Distribution,
    Catalogue,

    /// <summary>The site's terms, named in the connector file.</summary>
    Site,
}
