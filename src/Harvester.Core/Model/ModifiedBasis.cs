using System.Text.Json.Serialization;

namespace Harvester.Core.Model;

/// <summary>Where <see cref="Dataset.Modified"/> comes from: the publisher's own word, its newest resource, or the record's stamp.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<ModifiedBasis>))]
public enum ModifiedBasis
{
    Stated,
    Resources,
    Record,
}
