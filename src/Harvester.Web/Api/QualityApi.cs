using System.Text.Json;
using Harvester.Core.Assessment;
using Harvester.Core.Assessment.Quality;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Web.Pages.Datasets;
using Microsoft.AspNetCore.Http;

namespace Harvester.Web.Api;

/// <summary><c>/api/v1/datasets/{id}/quality</c>: the Japanese view, then every indicator of the European scheme with points, evidence and advice.</summary>
internal static class QualityApi
{
    public static async Task<IResult> Get(string id, HttpRequest request, IStore store, HarvesterWebOptions options, TimeProvider clock, CancellationToken cancellationToken)
    {
        new ApiParameters(request).Check();
        if (options.Scorer is not { } scorer)
            return ApiResponse.NotFound("Quality is not assessed here.");
        if (await store.Datasets.GetAsync(id, cancellationToken) is not { } dataset)
            return await DatasetsApi.UnknownAsync(id, store, cancellationToken);
        var (view, report) = await DatasetQuality.ReadAsync(dataset, scorer, store, clock.GetUtcNow(), cancellationToken);
        return new JsonStream(body =>
        {
            Write(body.Json, dataset, view, report);
            return Task.CompletedTask;
        });
    }

    private static void Write(Utf8JsonWriter json, Dataset dataset, IReadOnlyList<Aspect> view, QualityReport report)
    {
        json.WriteStartObject();
        json.WriteString("id", dataset.Id);
        json.WriteStartArray("aspects");
        foreach (var aspect in view)
        {
            json.WriteStartObject();
            json.WriteString("id", aspect.Id);
            Text(json, "name", aspect.Name);
            json.WriteString("grade", EnumWord.Of(aspect.Grade));
            Text(json, "sentence", aspect.Sentence);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("scheme", "data.europa.eu MQA, 405 points");
        json.WriteNumber("score", report.Score);
        json.WriteString("rating", MqaScheme.RatingOf(report.Score));
        json.WriteStartArray("indicators");
        foreach (var result in report.Results)
        {
            json.WriteStartObject();
            json.WriteString("id", result.Indicator.Id);
            json.WriteString("dimension", EnumWord.Of(result.Indicator.Dimension));
            json.WriteString("property", result.Indicator.Property);
            Text(json, "name", result.Indicator.Name);
            json.WriteNumber("points", result.Points);
            json.WriteNumber("of", result.Indicator.Points);
            if (result.Met is { } met)
                json.WriteBoolean("met", met);
            else
                json.WriteNull("met");
            Text(json, "evidence", result.Evidence);
            if (result.Missing > 0)
                Text(json, "advice", result.Indicator.Advice);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Text(Utf8JsonWriter json, string name, Bilingual text)
    {
        json.WriteStartObject(name);
        json.WriteString("ja", text.Ja);
        json.WriteString("en", text.En);
        json.WriteEndObject();
    }
}
