using System.Text.Json;
using Harvester.Core.Model;

namespace Harvester.Connectors.Ckan;

/// <summary>Where a JSON text goes wrong, found in a second pass that only a broken answer pays for.</summary>
internal static class JsonBreak
{
    /// <summary>Offset of the first byte that cannot belong there; the length when everything is right as far as it goes.</summary>
    public static long Find(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { MaxDepth = JsonDepth.Most }));
        try
        {
            while (reader.Read())
            {
            }

            return json.Length;
        }
        catch (JsonException e)
        {
            return Offset(json, e.LineNumber ?? 0, e.BytePositionInLine ?? 0);
        }
    }

    private static long Offset(ReadOnlySpan<byte> json, long line, long inLine)
    {
        var start = 0;
        for (; line > 0 && json[start..].IndexOf((byte)'\n') is >= 0 and var end; line--)
            start += end + 1;
        return Math.Min(start + inLine, json.Length);
    }
}
