using System.Text.Json;
using System.Text.Json.Serialization;

namespace Harvester.Core.Model;

/// <summary>Enumerations are lower camel case words in JSON, BSON and NDJSON alike.</summary>
public sealed class CamelCaseEnumConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
