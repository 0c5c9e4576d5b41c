using System.Text;
using System.Text.Json;
using Harvester.Core.Model;

namespace Harvester.Connectors.Ckan;

/// <summary>Finds the mark of a record that a Harvester published (<see cref="SourceRecord.PublishedKey"/>), among the extras in either form or beside them.</summary>
internal static class PublishedMark
{
    private static readonly byte[] Key = Encoding.UTF8.GetBytes(SourceRecord.PublishedKey);

    /// <summary>Null for the many that have none: these are only searched for the word.</summary>
    public static string? Of(ReadOnlyMemory<byte> package)
    {
        if (package.Span.IndexOf(Key) < 0)
            return null;
        using var document = JsonDocument.Parse(package, new JsonDocumentOptions { MaxDepth = JsonDepth.Most });
        var root = document.RootElement;
        return Member(root) ?? (root.TryGetProperty("extras"u8, out var extras) ? Member(extras) ?? Pair(extras) : null);
    }

    private static string? Member(JsonElement element) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(Key, out var value) ? Text(value) : null;

    private static string? Pair(JsonElement extras)
    {
        if (extras.ValueKind is not JsonValueKind.Array)
            return null;
        foreach (var extra in extras.EnumerateArray())
        {
            if (extra.ValueKind is JsonValueKind.Object && extra.TryGetProperty("key"u8, out var key) && key.ValueKind is JsonValueKind.String && key.ValueEquals(Key)
                && extra.TryGetProperty("value"u8, out var value))
                return Text(value);
        }

        return null;
    }

    private static string? Text(JsonElement value) => value.ValueKind is JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
}
