using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Harvester.Connectors.List;

/// <summary>Rows as JSON: cell by column, trimmed, without the empty ones.</summary>
internal static class ListJson
{
    private static readonly JsonWriterOptions AsIs = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ReadOnlyMemory<byte> Of(string[] cells, IReadOnlyList<string> names)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, AsIs))
        {
            writer.WriteStartObject();
            for (var i = 0; i < Math.Min(cells.Length, names.Count); i++)
                Write(writer, names[i], cells[i]);
            writer.WriteEndObject();
        }

        return buffer.WrittenMemory.ToArray();
    }

    /// <summary>The files of a row: objects with commas between.</summary>
    public static ReadOnlyMemory<byte> Of(List<(Uri? Access, Uri? Download)> addresses, string[] cells, ListHeader header)
    {
        if (addresses.Count == 0)
            return default;
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, AsIs))
        {
            foreach (var (access, download) in addresses)
            {
                if (buffer.WrittenCount > 0)
                    buffer.Write(","u8);
                writer.Reset();
                writer.WriteStartObject();
                for (var i = 0; i < Math.Min(cells.Length, header.Names.Count); i++)
                {
                    if (header.IsOfFile[i])
                        Write(writer, header.Names[i], cells[i]);
                }

                if (access is not null)
                    writer.WriteString("accessUrl"u8, access.AbsoluteUri);
                if (download is not null)
                    writer.WriteString("downloadUrl"u8, download.AbsoluteUri);
                writer.WriteEndObject();
                writer.Flush();
            }
        }

        return buffer.WrittenMemory.ToArray();
    }

    /// <summary>What a row has in the named columns.</summary>
    public static IEnumerable<string> Values(ReadOnlyMemory<byte> row, IReadOnlyList<string> names)
    {
        using var document = JsonDocument.Parse(row);
        return [.. names.Select(name => document.RootElement.TryGetProperty(name, out var cell) ? cell.GetString() : null).OfType<string>()];
    }

    private static void Write(Utf8JsonWriter writer, string name, string text)
    {
        if (text.Trim() is { Length: > 0 } cell)
            writer.WriteString(name, cell);
    }
}
