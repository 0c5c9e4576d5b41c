using System.Text.Json;
using Harvester.Core.Finding;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Microsoft.AspNetCore.Http;

namespace Harvester.Web.Api;

/// <summary><c>/api/v1/find</c>: why a title, an address or an id is here, refused or absent. The same as the command, without what is for the operator only.</summary>
internal static class FindApi
{
    public static readonly IReadOnlyList<ApiParameter> Parameters =
    [
        new("q", "An id, or words of a title, an address or a record's own id.", """{"type":"string","minLength":1}""", Required: true),
        new("limit", "How many of each kind at most.", """{"type":"integer","minimum":1,"maximum":100,"default":20}"""),
    ];

    public static async Task<IResult> Get(HttpRequest request, IStore store, CancellationToken cancellationToken)
    {
        var parameters = new ApiParameters(request, Parameters);
        var limit = (int)parameters.Number("limit", 20, 1, 100);
        var wanted = parameters.Text("q")?.Trim() ?? "";
        if (wanted.Length == 0)
            parameters.Fault("\"q\" is missing, expected an id, words of a title or an address");
        parameters.Check();
        var found = await new CatalogueFinder(store).FindAsync(wanted, limit, cancellationToken);
        return JsonStream.Of(json => Write(json, found));
    }

    private static void Write(Utf8JsonWriter json, Findings found)
    {
        json.WriteStartObject();
        json.WriteString("verdict", Verdict(found));
        json.WriteStartArray("datasets");
        foreach (var dataset in found.Datasets)
            Dataset(json, dataset);
        json.WriteEndArray();
        Problems(json, "refused", found.Problems.Where(problem => problem.IsRefusal));
        Problems(json, "problems", found.Problems.Where(problem => !problem.IsRefusal));
        if (found.TakenDown is { } gone)
        {
            // Why, and under which records, is the operator's.
            json.WriteStartObject("takenDown");
            json.WriteString("id", gone.Id);
            json.WriteString("at", gone.At.UtcDateTime);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static string Verdict(Findings found) => found switch
    {
        { Datasets: [_, ..] } => "here",
        { TakenDown: not null } => "takenDown",
        _ when found.Problems.Any(problem => problem.IsRefusal) => "refused",
        _ => "absent",
    };

    private static void Dataset(Utf8JsonWriter json, FoundDataset found)
    {
        var dataset = found.Dataset;
        json.WriteStartObject();
        json.WriteString("id", dataset.Id);
        json.WriteString("title", dataset.Title.Best());
        json.WriteString("publisher", dataset.Publisher.Code);
        json.WriteString("state", EnumWord.Of(dataset.State));
        json.WriteString("standing", EnumWord.Of(found.Standing));
        json.WriteString("why", found.Why());
        if (found.HeldBy is { } run)
            json.WriteString("heldBy", run);
        json.WriteString("source", dataset.Provenance.Source);
        json.WriteString("recordUrl", dataset.Provenance.RecordUrl);
        if (dataset.Annotations?.CanonicalId is { } canonical)
            json.WriteString("canonicalId", canonical);
        json.WriteStartArray("problems");
        foreach (var problem in dataset.Problems)
            JsonSerializer.Serialize(json, problem, DatasetJson.Plain.Problem);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Problems(Utf8JsonWriter json, string name, IEnumerable<FoundProblem> problems)
    {
        json.WriteStartArray(name);
        foreach (var found in problems)
        {
            json.WriteStartObject();
            json.WriteString("source", found.Source);
            json.WriteString("run", found.Run);
            json.WritePropertyName("problem");
            JsonWriting.Problem(json, found.Problem);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
