using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Harvester.Core.Model;

/// <summary>The one JSON form of the four shapes: camel case, no nulls, Japanese text as it is. Stored, exported and served alike.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Dataset))]
[JsonSerializable(typeof(Annotations))]
[JsonSerializable(typeof(RunReport))]
[JsonSerializable(typeof(IReadOnlyList<RunReport>))]
[JsonSerializable(typeof(RunProblem))]
[JsonSerializable(typeof(Problem))]
public sealed partial class DatasetJson : JsonSerializerContext
{
    /// <summary>Relaxed escaping: Japanese text stays readable. HTML output escapes for itself.</summary>
    public static DatasetJson Plain { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public static byte[] Serialize(Dataset dataset) => JsonSerializer.SerializeToUtf8Bytes(dataset, Plain.Dataset);

    /// <exception cref="JsonException">The bytes are no dataset.</exception>
    public static Dataset Deserialize(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, Plain.Dataset) ?? throw new JsonException("null is no dataset");
}
