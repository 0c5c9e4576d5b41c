using System.Text.Json.Serialization;

namespace Harvester.Core.Model;

/// <summary>How a source is read; decides the crosswalk (<c>mappings/crosswalks/{kind}.yml</c>).</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<RecordKind>))]
public enum RecordKind
{
    Ckan,

    /// <summary>Every RDF syntax, and data.json (DCAT-US).</summary>
    Dcat,
    Html,
    List,
}
