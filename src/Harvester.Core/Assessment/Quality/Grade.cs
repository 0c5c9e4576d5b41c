using System.Text.Json.Serialization;
using Harvester.Core.Model;

namespace Harvester.Core.Assessment.Quality;

/// <summary>How an aspect of the Japanese view stands.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<Grade>))]
public enum Grade
{
    Good,
    Fair,
    Poor,

    /// <summary>Nothing can be said, or nothing is asked for.</summary>
    None,
}
