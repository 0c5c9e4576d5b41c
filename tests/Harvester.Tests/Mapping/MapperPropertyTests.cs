using System.Text.Json;
using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Harvester.Core.Model;
using NJsonSchema;
using Xunit;

namespace Harvester.Tests.Mapping;

public sealed class MapperPropertyTests
{
    private static readonly string[] Names =
    [
        "title", "title_translated", "notes", "tags", "extras", "key", "value", "organization", "name", "resources", "url", "format", "license_id", "modified", "spatial",
        "url", "id", "size", "ja", "en", "@value", "@id", "@language", "@type", "dct:title", "dct:publisher", "foaf:name", "dcat:distribution", "dct:spatial", "@catalog", "dct:license",
        "hash", "spdx:checksum", "spdx:checksumValue", "rows", "データセット_タイトル", "distributions", "downloadUrl", "contactPoint.name", "coordinates", "type", "更新頻度", "files", "ファイル_形式", "\ud800x", "",
    ];

    private static readonly Gen<string> Word = Gen.OneOf(
        Gen.String[Gen.Char, 0, 12],
        Gen.OneOf("", " ", "令和5年4月1日", "CC BY 4.0", "t131032", "https://e/a.csv", "javascript:x", "{\"type\":\"Point\",\"coordinates\":[1,2]}", "{", "1,2,3,4", "2024-01-01", "9999999999999", "毎月", "\ud800"));

    private static Gen<JsonNode?> Json(int depth)
    {
        var leaf = Gen.OneOf(
            Word.Select(text => (JsonNode?)JsonValue.Create(text)),
            Gen.Double.Where(double.IsFinite).Select(number => (JsonNode?)JsonValue.Create(number)),
            Gen.Bool.Select(flag => (JsonNode?)JsonValue.Create(flag)),
            Gen.Const((JsonNode?)null));
        if (depth == 0)
            return leaf;
        var child = Json(depth - 1);
        return Gen.OneOf(
            leaf,
            child.Array[0, 4].Select(items => (JsonNode?)new JsonArray([.. items.Select(item => item?.DeepClone())])),
            Gen.Select(Gen.OneOf(Names), child).Array[0, 8].Select(members => (JsonNode?)Object(members)));
    }

    private static JsonObject Object(IEnumerable<(string, JsonNode?)> members)
    {
        var made = new JsonObject();
        foreach (var (name, value) in members)
            made[name] = value?.DeepClone();
        return made;
    }

    [Fact]
    public async Task Map_AnyJsonOfAnyKind_NeverThrowsAndIsDeterministicAndFitsTheSchema()
    {
        var schema = await JsonSchema.FromFileAsync(Path.Combine(MappingFixture.Folder, "dataset.schema.json"), TestContext.Current.CancellationToken);
        var title = Gen.OneOf(Word.Select(text => (JsonNode?)JsonValue.Create(text)), Json(2));
        var record = Gen.Select(Gen.Select(Gen.OneOf(Names), Json(4)).Array[0, 14], title, (members, text) =>
        {
            var made = Object(members);
            made["title"] = text?.DeepClone();
            made["dct:title"] = text?.DeepClone();
            return made;
        });
        Gen.Select(Gen.OneOf(Enum.GetValues<RecordKind>()), record).Sample((kind, json) =>
        {
            var bytes = Encoding.UTF8.GetBytes(json.ToJsonString());
            var first = MappingFixture.Map(kind, bytes);
            var second = MappingFixture.Map(kind, bytes);
            Assert.Equal(first.Problems, second.Problems);
            if (first.Dataset is null)
            {
                Assert.Contains(first.Problems, problem => problem.Severity == Severity.Error);
                return;
            }

            var stored = DatasetJson.Serialize(first.Dataset);
            Assert.Equal(JsonSerializer.SerializeToUtf8Bytes(first.Dataset, DatasetJson.Plain.Dataset), stored);
            Assert.Equal(stored, DatasetJson.Serialize(second.Dataset!));
            Assert.Empty(schema.Validate(Encoding.UTF8.GetString(stored)));
        }, iter: 3_000, threads: 1);
    }

    [Fact]
    public void Map_AnyBytes_AreRefusedOrRead() =>
        Gen.Byte.Array[0, 60].Sample(bytes => { Assert.NotNull(MappingFixture.Map(RecordKind.Ckan, bytes).Problems); });

    [Fact]
    public void Map_RealRecordWithAnyPartReplaced_NeverThrows()
    {
        var text = File.ReadAllText(MappingFixture.Shared("real/ckan/tokyo_package_minato.json"));
        Gen.Select(Gen.Int[0, 200], Json(2)).Sample((at, value) =>
        {
            var root = JsonNode.Parse(text)!.AsObject();
            var places = Places(root).ToArray();
            var (parent, name) = places[at % places.Length];
            parent[name] = value?.DeepClone();
            MappingFixture.Map(RecordKind.Ckan, Encoding.UTF8.GetBytes(root.ToJsonString()));
        }, iter: 1_000);
    }

    private static IEnumerable<(JsonObject Parent, string Name)> Places(JsonNode node) => node switch
    {
        JsonObject members => members.SelectMany(member => (member.Value is null ? [] : Places(member.Value)).Append((members, member.Key))).ToArray(),
        JsonArray items => items.OfType<JsonNode>().SelectMany(Places),
        _ => [],
    };
}
