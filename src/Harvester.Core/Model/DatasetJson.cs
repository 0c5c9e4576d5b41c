using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Harvester.Core.Coverage;

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
[JsonSerializable(typeof(CoverageSnapshot))]
[JsonSerializable(typeof(CoverageFigures))]
public sealed partial class DatasetJson : JsonSerializerContext
{
    /// <summary>Relaxed escaping: Japanese text stays readable. HTML output escapes for itself.</summary>
    public static DatasetJson Plain { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>A larger buffer is not kept for the next dataset.</summary>
    private const int LargestKept = 1 << 20;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? writer;

    public static byte[] Serialize(Dataset dataset) => Written(dataset).ToArray();

    /// <summary>
    /// The same bytes where they need not be kept: the next call on this thread overwrites them. The encoder is the writer's and not the options', with
    /// which the generated code would give way to the slower path by metadata.
    /// </summary>
    public static ReadOnlySpan<byte> Written(Dataset dataset)
    {
        if (buffer is null || writer is null || buffer.Capacity > LargestKept)
        {
            buffer = new ArrayBufferWriter<byte>(4096);
            writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
        }

        buffer.ResetWrittenCount();
        writer.Reset();
        JsonSerializer.Serialize(writer, dataset, Default.Dataset);
        writer.Flush();
        return buffer.WrittenSpan;
    }

    /// <exception cref="JsonException">The bytes are no dataset.</exception>
    public static Dataset Deserialize(ReadOnlySpan<byte> json) => DatasetReading.Read(json);
}
