using System.Collections;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Harvester.Core.Model;
using NJsonSchema;
using Xunit;

namespace Harvester.Tests.Mapping;

public sealed class DatasetSchemaTests
{
    private static string SchemaFile => Path.Combine(MappingFixture.Folder, "dataset.schema.json");

    [Theory]
    [InlineData("real/ckan/tokyo_package_minato.json")]
    [InlineData("real/ckan/ckan_full_dataset_dcat_ap.json")]
    [InlineData("real/ckan/full_ckan_dataset_legacy.json")]
    [InlineData("real/ckan/ckan_dataset.json")]
    [InlineData("real/ckan/ckan_dataset_multilingual.json")]
    public async Task Schema_MappedRealRecord_IsValid(string file)
    {
        var schema = await JsonSchema.FromFileAsync(SchemaFile, TestContext.Current.CancellationToken);
        var dataset = MappingFixture.Map(RecordKind.Ckan, await File.ReadAllBytesAsync(MappingFixture.Shared(file), TestContext.Current.CancellationToken)).Dataset!;
        Assert.Empty(schema.Validate(Encoding.UTF8.GetString(DatasetJson.Serialize(dataset))));
    }

    [Fact]
    public async Task Schema_ADocumentWithAnotherMember_IsInvalid()
    {
        var schema = await JsonSchema.FromFileAsync(SchemaFile, TestContext.Current.CancellationToken);
        var json = Encoding.UTF8.GetString(DatasetJson.Serialize(MappingFixture.Dataset(RecordKind.Ckan, """{"title":"t"}""")));
        Assert.NotEmpty(schema.Validate(json.Replace("\"title\":", "\"titel\":", StringComparison.Ordinal)));
    }

    [Fact]
    public void Schema_HasEveryMemberOfTheModelAndNoOther()
    {
        using var schema = JsonDocument.Parse(File.ReadAllBytes(SchemaFile));
        Compare(schema.RootElement, schema.RootElement, typeof(Dataset), "dataset");
    }

    private static void Compare(JsonElement root, JsonElement node, Type type, string where)
    {
        if (node.TryGetProperty("$ref", out var reference))
            node = root.GetProperty("definitions").GetProperty(reference.GetString()!.Split('/')[^1]);
        if (!node.TryGetProperty("properties", out var properties))
            return;
        var members = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(member => member.GetIndexParameters().Length == 0 && member.GetCustomAttribute<System.Text.Json.Serialization.JsonIgnoreAttribute>() is null).ToDictionary(member => JsonNamingPolicy.CamelCase.ConvertName(member.Name), member => member.PropertyType);
        Assert.Equal((where, string.Join(' ', members.Keys.Order(StringComparer.Ordinal))), (where, string.Join(' ', properties.EnumerateObject().Select(one => one.Name).Order(StringComparer.Ordinal))));
        foreach (var (name, member) in members)
        {
            var child = properties.GetProperty(name);
            var isList = child.TryGetProperty("items", out var items);
            Compare(root, isList ? items : child, isList && member.IsGenericType && typeof(IEnumerable).IsAssignableFrom(member) ? member.GetGenericArguments()[0] : Nullable.GetUnderlyingType(member) ?? member, $"{where}.{name}");
        }
    }
}
