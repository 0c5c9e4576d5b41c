using System.Text.Json.Serialization;
using Harvester.Core.Model;

namespace Harvester.Core.Assessment.Quality;

/// <summary>The five dimensions of the metadata quality assessment of data.europa.eu.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<QualityDimension>))]
public enum QualityDimension
{
    Findability,
    Accessibility,
    Interoperability,
    Reusability,
    Contextuality,
}
