using System.Text.Json;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Microsoft.AspNetCore.Http;

namespace Harvester.Web.Api;

/// <summary><c>/api/v1/datasets/{id}/history</c>: every version, oldest first: when, by whom, why, what changed, and the document.</summary>
internal static class HistoryApi
{
    public static async Task<IResult> Get(string id, HttpRequest request, IStore store, CancellationToken cancellationToken)
    {
        new ApiParameters(request).Check();
        if (await store.Datasets.GetAsync(id, cancellationToken) is not { } dataset)
            return await DatasetsApi.UnknownAsync(id, store, cancellationToken);
        if (dataset.Id != id)
            return DatasetsApi.Moved(dataset.Id, "/history", request);
        var versions = await store.Datasets.HistoryAsync(id, cancellationToken);
        var runs = new Dictionary<string, RunReport?>(StringComparer.Ordinal);
        foreach (var run in versions.Select(version => version.Run).OfType<string>().Distinct(StringComparer.Ordinal))
            runs[run] = await store.Runs.GetAsync(run, cancellationToken);
        var before = DatasetDifferences.Predecessors(versions);
        return JsonStream.List(versions, null, versions.Count, (json, version) =>
            Write(json, version, before.GetValueOrDefault(version.Version), version.Run is { } run ? runs[run] : null));
    }

    private static void Write(Utf8JsonWriter json, DatasetVersion version, Dataset? before, RunReport? run)
    {
        json.WriteStartObject();
        json.WriteNumber("version", version.Version);
        json.WriteString("kind", EnumWord.Of(version.Kind));
        json.WriteString("at", version.At.UtcDateTime);
        json.WriteString("run", version.Run);
        By(json, version, run);
        JsonWriting.Reason(json, version.Reason);
        if (before is not null)
        {
            json.WriteStartArray("changes");
            DatasetDifferences.Write(json, before, version.Dataset);
            json.WriteEndArray();
        }

        json.WritePropertyName("dataset");
        JsonWriting.Dataset(json, version.Dataset);
        json.WriteEndObject();
    }

    /// <summary>A person's word on a run is carried out under the run's id, after its end; a run that removes a source is that word itself.</summary>
    private static void By(Utf8JsonWriter json, DatasetVersion version, RunReport? run)
    {
        var person = run?.Decision is { } && (run.FinishedAt is not { } end || version.At > end || run.Decision is Core.Runs.SourceRemoval.Decision);
        json.WriteStartObject("by");
        json.WriteString("who", version.Run is null ? "operator" : person ? "person" : "run");
        if (run is not null)
            json.WriteString("source", run.Source);
        if (person)
            json.WriteString("decision", run!.Decision);
        json.WriteEndObject();
    }
}
