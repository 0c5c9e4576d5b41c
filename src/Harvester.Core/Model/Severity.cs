using System.Text.Json.Serialization;

namespace Harvester.Core.Model;

[JsonConverter(typeof(CamelCaseEnumConverter<Severity>))]
public enum Severity
{
    /// <summary>Noted; nothing is lost.</summary>
    Info,

    /// <summary>A value could not be used; the raw text is kept.</summary>
    Warning,

    /// <summary>A record or a listing was refused.</summary>
    Error,
}
