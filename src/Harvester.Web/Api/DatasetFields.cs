using System.Text.Json;
using Harvester.Core.Model;

namespace Harvester.Web.Api;

/// <summary>Which members of a dataset are wanted (<c>fields=id,title</c>); none named: all.</summary>
internal sealed class DatasetFields
{
    private static readonly string[] Names = [.. DatasetJson.Plain.Dataset.Properties.Select(property => property.Name)];

    private readonly HashSet<string>? chosen;

    private DatasetFields(HashSet<string>? chosen) => this.chosen = chosen;

    public static DatasetFields Of(ApiParameters parameters)
    {
        if (parameters.Text("fields") is not { } text)
            return new DatasetFields(null);
        var chosen = text.Split(',', StringSplitOptions.TrimEntries).ToHashSet(StringComparer.Ordinal);
        if (!chosen.IsSubsetOf(Names))
            parameters.Fault("fields", string.Join(',', chosen.Except(Names)), $"members of a dataset: {string.Join(", ", Names)}");
        return new DatasetFields(chosen);
    }

    public void Write(Utf8JsonWriter json, Dataset dataset)
    {
        if (chosen is null)
        {
            JsonWriting.Dataset(json, dataset);
            return;
        }

        var whole = DatasetJson.Written(dataset);
        var reader = new Utf8JsonReader(whole);
        reader.Read();
        json.WriteStartObject();
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (!chosen.Contains(name))
                continue;
            json.WritePropertyName(name);
            json.WriteRawValue(whole[start..(int)reader.BytesConsumed], skipInputValidation: true);
        }

        json.WriteEndObject();
    }
}
