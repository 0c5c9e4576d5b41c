using Harvester.Web.Api.Documentation;
using Harvester.Web.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Harvester.Web.Api;

/// <summary>The addresses of <c>/api/v1</c>, each with what its document says of it; the order is that of the document.</summary>
internal static class ApiMap
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapGroup("/api/v1").AddEndpointFilter(ApiResponse.Filter);
        api.MapMethods("/datasets", Reading, DatasetsApi.List).Is(new("listDatasets", "Datasets", "Datasets, in the order of their ids",
            "In another one with sort. Every record of the catalogue, duplicates and withdrawn ones included: annotations.canonicalId names the record that stands for a group of same ones. The cursor is a position, so that what is written between two pages neither doubles nor hides a dataset.",
            "datasetList", DatasetsApi.ListParameters));
        api.MapMethods("/datasets/{id}", Reading, DatasetsApi.Get).Is(new("getDataset", "Datasets", "One dataset",
            "With its annotations. A withdrawn one is still there (state), an id that a dataset had before redirects (308), one that was taken down is gone (410).",
            "datasetPart", DatasetsApi.GetParameters, 404, 410)).CacheOutput(RequestPipeline.Kept);
        api.MapMethods("/datasets/{id}/history", Reading, HistoryApi.Get).Is(new("getDatasetHistory", "Datasets", "Every version of a dataset",
            "Oldest first: when, by whom (a run, a person's word on a run, the operator), why where it was not the source, and which members changed from what to what.",
            "historyList", [], 404, 410));
        api.MapMethods("/datasets/{id}/quality", Reading, QualityApi.Get).Is(new("getDatasetQuality", "Datasets", "Quality of a dataset's description",
            "The Japanese view, then every indicator of the European scheme (MQA of data.europa.eu) with points, evidence and advice.",
            "quality", [], 404, 410));
        api.MapMethods("/changes", Reading, ChangesApi.Read).Is(new("readChanges", "Changes", "What changed, in order",
            "Remember epoch and next, and ask again with since=next&epoch=epoch: nothing is missed, and whoever applies each change in order holds exactly the catalogue (a dataset has taken over what its previousIds name). Up to compactedTo changes may lack that later ones of the same datasets have replaced. After a restored backup the epoch is another: 410, and detail says how to start anew.",
            "changeList", ChangesApi.Parameters, 410));
        api.MapMethods("/find", Reading, FindApi.Get).Is(new("find", "Changes", "Why something is here, refused or absent",
            "Looks for an id, a title or an address among the datasets, among what the newest run of each source refused, and among what was taken down.",
            "findings", FindApi.Parameters));
        api.MapMethods("/coverage", Reading, CoverageApi.Get).Is(new("getCoverage", "Coverage", "Figures of a day",
            "Of the whole and of each body: datasets, files, formats, licences, themes, freshness, quality, and targets.", "coverage", CoverageApi.GetParameters, 404));
        api.MapMethods("/coverage/history", Reading, CoverageApi.History).Is(new("listCoverageDays", "Coverage", "Figures from day to day", "Of the whole, oldest first.", "coverageDayList", CoverageApi.HistoryParameters));
        api.MapMethods("/duplicates", Reading, DuplicatesApi.List).Is(new("listDuplicates", "Coverage", "Groups of records of one dataset", "Each with what speaks for it and what persons said.", "duplicateList", DuplicatesApi.Parameters));
        api.MapMethods("/sources", Reading, SourcesApi.List).Is(new("listSources", "Sources and runs", "Sources", "All that are configured, each with its newest ended run.", "sourceList", []));
        api.MapMethods("/runs", Reading, RunsApi.List).Is(new("listRuns", "Sources and runs", "Runs, newest first", "What each harvest of a source did.", "runList", RunsApi.ListParameters));
        api.MapMethods("/runs/{id}", Reading, RunsApi.Get).Is(new("getRun", "Sources and runs", "One run", "With its counts of problems.", "run", [], 404));
        api.MapMethods("/problems", Reading, RunsApi.Problems).Is(new("listProblems", "Sources and runs", "Problems of a run", "Each with the record, the field, the value and whose it is, in the order they were met.", "problemList", RunsApi.ProblemParameters, 404));
        api.MapMethods("/{**path}", [HttpMethods.Options], ApiResponse.Preflight).ExcludeFromDescription();
        api.MapMethods("/{**path}", Reading, ApiResponse.NoSuchAddress).ExcludeFromDescription().WithOrder(int.MaxValue - 1);

        endpoints.MapMethods("/openapi/v1.json", Reading, ApiDocument.Serve).AddEndpointFilter(ApiResponse.Filter).ExcludeFromDescription();
        ApiPage.Map(endpoints);
    }

    private static RouteHandlerBuilder Is(this RouteHandlerBuilder endpoint, ApiOperation operation) => endpoint.WithName(operation.Id).WithMetadata(operation);
}
