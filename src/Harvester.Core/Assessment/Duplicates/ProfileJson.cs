using System.Text.Json.Serialization;

namespace Harvester.Core.Assessment.Duplicates;

/// <summary>The stored form of a <see cref="Profile"/>: short names, no nulls.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Profile))]
internal sealed partial class ProfileJson : JsonSerializerContext;
