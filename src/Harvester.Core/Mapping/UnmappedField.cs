using System.Text;
using System.Text.Json;

namespace Harvester.Core.Mapping;

/// <summary>A member of a source's record that says something and that no rule reads.</summary>
/// <param name="Path">Where it stands, lists folded into one: <c>resources[].hash</c>, <c>extras.INSPIRE</c>.</param>
/// <param name="Json">Its value, a slice of the record's payload.</param>
public readonly record struct UnmappedField(string Path, ReadOnlyMemory<byte> Json)
{
    private const int LongestExample = 200;

    /// <summary>The value as text, on one line, cut to 200 characters.</summary>
    public string Example()
    {
        var json = Json.Span;
        var text = Encoding.UTF8.GetString(json.Length > LongestExample * 6 ? json[..(LongestExample * 6)] : json);
        if (json.Length <= LongestExample * 6 && json is [(byte)'"', ..])
        {
            var reader = new Utf8JsonReader(json);
            reader.Read();
            text = reader.GetString()!;
        }

        text = text.ReplaceLineEndings(" ").Replace('\t', ' ').Trim();
        if (text.Length <= LongestExample)
            return text;
        var end = char.IsHighSurrogate(text[LongestExample - 2]) ? LongestExample - 2 : LongestExample - 1;
        return string.Concat(text.AsSpan(0, end), "…");
    }
}
