using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Harvester.Core.Model;

namespace Harvester.Tests.Model;

/// <summary>Datasets of every shape, made of what the serializer knows of the shapes: a member that is added later is in them by itself.</summary>
internal static class AnyDataset
{
    private static readonly string[] Texts = ["", "ja", "港区の公衆トイレ一覧", "a\"b\\\n\u2028", "😀𠮷", new('x', 300), "2026-01-01"];

    /// <summary>Members in any order, and some that no dataset has.</summary>
    public static JsonNode Json(int seed) => Make(DatasetJson.Plain.Dataset, new Random(seed))!;

    public static Dataset Of(int seed) => DatasetJson.Deserialize(JsonSerializer.SerializeToUtf8Bytes(Json(seed)));

    private static JsonNode? Make(JsonTypeInfo shape, Random random)
    {
        var type = Nullable.GetUnderlyingType(shape.Type) ?? shape.Type;
        switch (shape.Kind)
        {
            case JsonTypeInfoKind.Object:
                var members = shape.Properties.Where(property => property.Get is not null && (IsNeeded(property) || random.Next(4) > 0)).ToArray();
                random.Shuffle(members);
                var made = new JsonObject();
                foreach (var property in members)
                {
                    if (random.Next(12) == 0)
                        made[$"unknown{made.Count}"] = new JsonArray(1, new JsonObject { ["id"] = "x" });
                    made[property.Name] = MayBeNull(property) && random.Next(6) == 0 ? null : Make(DatasetJson.Plain.GetTypeInfo(property.PropertyType)!, random);
                }

                return made;
            case JsonTypeInfoKind.Enumerable:
                return new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => Make(DatasetJson.Plain.GetTypeInfo(shape.ElementType!)!, random))]);
            case JsonTypeInfoKind.Dictionary:
                var map = new JsonObject();
                foreach (var key in ((string[])["ja", "en", "ja-Kana", "zh-Hans"]).Take(random.Next(4)))
                    map[key] = Make(DatasetJson.Plain.GetTypeInfo(shape.ElementType!)!, random);
                return map;
            default:
                return type switch
                {
                    _ when type == typeof(string) => Texts[random.Next(Texts.Length)],
                    _ when type == typeof(bool) => random.Next(2) == 0,
                    _ when type == typeof(int) => random.Next(),
                    _ when type == typeof(long) => random.NextInt64(),
                    _ when type == typeof(double) => random.NextDouble() * 180,
                    _ when type == typeof(DateTimeOffset) => DateTimeOffset.FromUnixTimeMilliseconds(random.NextInt64(4_000_000_000_000)),
                    _ when type == typeof(JsonElement) => new JsonObject { ["type"] = "Point", ["coordinates"] = new JsonArray(139.7, 35.6) },
                    { IsEnum: true } => EnumName(type, random),
                    _ => throw new NotSupportedException(type.ToString()),
                };
        }
    }

    private static string EnumName(Type type, Random random)
    {
        var values = Enum.GetValuesAsUnderlyingType(type);
        return JsonNamingPolicy.CamelCase.ConvertName(Enum.GetName(type, values.GetValue(random.Next(values.Length))!)!);
    }

    /// <summary>The serializer's generated code reads a list that is not there to null, whatever the record begins with: compared is what was written.</summary>
    private static bool IsNeeded(JsonPropertyInfo property) => property.IsRequired || (!property.PropertyType.IsValueType && !property.IsGetNullable) || property.AssociatedParameter is { IsMemberInitializer: false };

    private static bool MayBeNull(JsonPropertyInfo property) =>
        property.IsGetNullable && !IsNeeded(property) && (!property.PropertyType.IsValueType || Nullable.GetUnderlyingType(property.PropertyType) is not null);
}
