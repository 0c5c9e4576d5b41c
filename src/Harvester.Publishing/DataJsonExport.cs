using System.IO.Pipelines;
using System.Text.Encodings.Web;
using System.Text.Json;
using Harvester.Core.Model;
using Harvester.Publishing.DataJson;

namespace Harvester.Publishing;

/// <summary>
/// The catalogue as one data.json (DCAT-US 1.1, https://resources.data.gov/resources/dcat-us/): active records only. A member that the schema has no valid form for is left out; what a
/// source does not state stays missing, so such a dataset is no valid one.
/// </summary>
public sealed class DataJsonExport(CatalogueDescription catalogue, Action<LeftOut>? leftOut = null) : IExportFormat
{
    private const int FlushAfter = 64 << 10;

    public string Name => "datajson";
    public string MediaType => "application/json; charset=utf-8";
    public string Extension => "json";

    public async Task<long> WriteAsync(IAsyncEnumerable<Dataset> datasets, Stream output, CancellationToken cancellationToken)
    {
        var pipe = PipeWriter.Create(output, new StreamPipeWriterOptions(leaveOpen: true));
        await using var json = new Utf8JsonWriter(pipe, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        DataJsonCatalogue.WriteHead(json, catalogue);
        json.WriteStartArray("dataset");
        long written = 0;
        await foreach (var dataset in datasets.Where(dataset => dataset.State == DatasetState.Active).Ahead(cancellationToken))
        {
            DataJsonDataset.Write(json, dataset, catalogue, leftOut);
            written++;
            if (json.BytesPending + pipe.UnflushedBytes < FlushAfter)
                continue;
            json.Flush();
            await pipe.FlushAsync(cancellationToken);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        await pipe.FlushAsync(cancellationToken);
        await pipe.CompleteAsync();
        return written;
    }
}
