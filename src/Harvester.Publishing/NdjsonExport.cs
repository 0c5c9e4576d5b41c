using System.Buffers;
using System.IO.Pipelines;
using System.Text.Encodings.Web;
using System.Text.Json;
using Harvester.Core.Model;

namespace Harvester.Publishing;

/// <summary>
/// The common schema as newline-delimited JSON: one <see cref="DatasetJson"/> document per line, UTF-8 without BOM, each line ended by LF.
/// No document holds a raw line break, nor the separators U+0085, U+2028, U+2029 at which some readers split lines.
/// </summary>
public sealed class NdjsonExport : IExportFormat
{
    private const int FlushAfter = 64 << 10;

    public string Name => "ndjson";
    public string MediaType => "application/x-ndjson";
    public string Extension => "ndjson";

    public async Task<long> WriteAsync(IAsyncEnumerable<Dataset> datasets, Stream output, CancellationToken cancellationToken)
    {
        var pipe = PipeWriter.Create(output, new StreamPipeWriterOptions(leaveOpen: true));
        await using var json = new Utf8JsonWriter(pipe, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        long written = 0;
        await foreach (var dataset in datasets.Ahead(cancellationToken))
        {
            JsonSerializer.Serialize(json, dataset, DatasetJson.Plain.Dataset);
            json.Flush();
            json.Reset();
            pipe.Write("\n"u8);
            written++;
            if (pipe.UnflushedBytes >= FlushAfter)
                await pipe.FlushAsync(cancellationToken);
        }

        await pipe.FlushAsync(cancellationToken);
        await pipe.CompleteAsync();
        return written;
    }
}
