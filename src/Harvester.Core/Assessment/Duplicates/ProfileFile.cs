using System.Text.Json.Serialization;

namespace Harvester.Core.Assessment.Duplicates;

/// <summary>One file of a dataset, in all formats that it is offered in: 64-bit hashes, as two hundred thousand of them hardly ever collide.</summary>
/// <param name="Addresses">Of <see cref="UrlKey"/>, ascending.</param>
/// <param name="Name">Of <see cref="FileKey"/> and the body whose file it is; null: the name says nothing.</param>
/// <param name="Editions">As <see cref="FileKey.Editions"/>; null: none.</param>
/// <param name="Checksums">Of <see cref="FileKey.Of(Model.Checksum?)"/>, ascending; null: none is stated that tells anything.</param>
public sealed record ProfileFile(
    [property: JsonPropertyName("a")] IReadOnlyList<long> Addresses,
    [property: JsonPropertyName("n")] long? Name,
    [property: JsonPropertyName("e")] IReadOnlyList<int>? Editions,
    [property: JsonPropertyName("c")] IReadOnlyList<long>? Checksums = null);
