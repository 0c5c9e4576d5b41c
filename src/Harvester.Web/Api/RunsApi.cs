using System.Globalization;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Core.Runs;
using Microsoft.AspNetCore.Http;

namespace Harvester.Web.Api;

/// <summary><c>/api/v1/runs</c> and <c>/api/v1/problems</c>.</summary>
internal static class RunsApi
{
    public static readonly IReadOnlyList<ApiParameter> ListParameters = [ApiParameter.Source, ApiParameter.Limit, ApiParameter.Cursor];

    public static readonly IReadOnlyList<ApiParameter> ProblemParameters = [new("run", "The id of a run.", Required: true), ApiParameter.Limit, ApiParameter.Cursor];

    /// <summary>Newest first. <c>total</c> is left out: the store counts no runs.</summary>
    public static async Task<IResult> List(HttpRequest request, IStore store, TimeProvider clock, CancellationToken cancellationToken)
    {
        var parameters = new ApiParameters(request, ListParameters);
        var limit = parameters.Limit();
        if (parameters.Text("cursor") is { } cursor && await store.Runs.GetAsync(cursor, cancellationToken) is null)
            parameters.Fault("cursor", cursor, "the \"next\" of an earlier answer");
        parameters.Check();
        var runs = await store.Runs.ListAsync(parameters.Text("source"), limit + 1, parameters.Text("cursor"), cancellationToken);
        var page = new Page<RunReport>(await AbandonedRun.SeenAsync(runs, store, clock.GetUtcNow(), cancellationToken), limit);
        return JsonStream.List(page.Items, page.Next(run => run.Id), null, JsonWriting.Run);
    }

    public static async Task<IResult> Get(string id, HttpRequest request, IStore store, TimeProvider clock, CancellationToken cancellationToken)
    {
        new ApiParameters(request).Check();
        if (await store.Runs.GetAsync(id, cancellationToken) is not { } run)
            return ApiResponse.NotFound($"There is no run \"{id}\".");
        run = await AbandonedRun.SeenAsync(run, store, clock.GetUtcNow(), cancellationToken);
        return new JsonStream(body =>
        {
            JsonWriting.Run(body.Json, run);
            return Task.CompletedTask;
        });
    }

    /// <summary>The single problems of one run, in the order they were met.</summary>
    public static async Task<IResult> Problems(HttpRequest request, IStore store, CancellationToken cancellationToken)
    {
        var parameters = new ApiParameters(request, ProblemParameters);
        var limit = parameters.Limit();
        var skip = (int)parameters.Number("cursor", 0, 0, 100_000_000);
        var run = parameters.Text("run") ?? "";
        if (run.Length == 0)
            parameters.Fault("\"run\" is missing, expected the id of a run (see /api/v1/runs)");
        parameters.Check();
        if (await store.Runs.GetAsync(run, cancellationToken) is not { } report)
            return ApiResponse.NotFound($"There is no run \"{run}\".");
        var page = new Page<RunProblem>(await store.Runs.ProblemsAsync(run, skip, limit + 1, cancellationToken), limit);
        var next = page.Next(_ => (skip + limit).ToString(CultureInfo.InvariantCulture));
        return JsonStream.List(page.Items, next, report.Problems.Sum(problem => problem.Count), JsonWriting.Problem);
    }
}
