using System.Text.Json.Serialization;
using Harvester.Core.Model;

namespace Harvester.Core.Coverage;

/// <summary>How far a standard dataset of a body is there.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<StandardCoverage>))]
public enum StandardCoverage
{
    /// <summary>Not by the body itself, but the metropolis publishes one of that kind, which may well include it.</summary>
    ByTheMetropolis,

    /// <summary>By its title, tags or file name.</summary>
    Candidate,

    /// <summary>By the header of its file.</summary>
    Checked,
}
