using System.Text.Json;
using System.Text.Json.Serialization;

namespace Harvester.Publishing.Dumps;

/// <summary>What a set of dumps holds, and of which moment it is.</summary>
public sealed record DumpManifest
{
    /// <summary>History that <see cref="Sequence"/> belongs to.</summary>
    public required string Epoch { get; init; }

    /// <summary>Everything up to here is in the files, and some of what came while they were written: who goes on from here with <see cref="Changes"/> misses nothing.</summary>
    public required long Sequence { get; init; }

    /// <summary>When the writing began.</summary>
    public required DateTimeOffset GeneratedAt { get; init; }

    /// <summary>Name of the set, and of its folder.</summary>
    public required string Set { get; init; }

    /// <summary>Address of what changed since, relative to the site.</summary>
    public required string Changes { get; init; }

    /// <summary>IRI of the licence of the descriptions; null: none is granted for all of them.</summary>
    public string? Licence { get; init; }

    /// <summary>On what terms the descriptions may be used, by language. Each record has its own dataset's licence and credit line.</summary>
    public required IReadOnlyDictionary<string, string> Rights { get; init; }

    /// <summary>Digest of what was taken down when the writing began: see <see cref="CatalogueDump.IsVoidAsync"/>.</summary>
    public required string Takedowns { get; init; }

    public required IReadOnlyList<DumpFile> Files { get; init; }

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, DumpJson.Default.DumpManifest);

    /// <exception cref="JsonException">It is no manifest.</exception>
    public static DumpManifest Parse(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, DumpJson.Default.DumpManifest) ?? throw new JsonException("null is no manifest");
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true)]
[JsonSerializable(typeof(DumpManifest))]
internal sealed partial class DumpJson : JsonSerializerContext;
