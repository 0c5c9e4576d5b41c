using Harvester.Core.Ports;
using Harvester.Search;
using Harvester.Web.Accounts;
using Harvester.Web.Pages.Coverage;
using Harvester.Web.Pages.Figures;
using Harvester.Web.Pages.Problems;
using Microsoft.AspNetCore.Http;

namespace Harvester.Web.Pages.Standards;

/// <summary><c>/standard-datasets</c>, and one cell of its matrix.</summary>
internal static class StandardPages
{
    private const int MostDatasets = 50;

    public static async Task<IResult> Matrix(HttpContext context, IStore store, HarvesterWebOptions options, CancellationToken cancellationToken)
    {
        var snapshot = await FigurePages.SnapshotAsync(context.Request, store, cancellationToken);
        // Notes are the central team's own: nobody else sees that there is one.
        var notes = Sessions.AccountOf(context) is { IsCentral: true } ? await store.Notes.ListAsync(cancellationToken) : [];
        return PageResponse.Render<StandardsPage>(
            context, StatusCodes.Status200OK, ("Snapshot", snapshot), ("Options", options), ("Noted", notes.Select(note => (note.Municipality, note.StandardDataset)).ToHashSet()),
            ("Query", AskedDay.Of(context.Request) is null || snapshot is null ? "" : $"day={Show.Day(snapshot.Day)}"));
    }

    public static async Task<IResult> Cell(string code, string standard, HttpContext context, IStore store, CatalogueIndex index, HarvesterWebOptions options, CancellationToken cancellationToken)
    {
        var snapshot = await FigurePages.SnapshotAsync(context.Request, store, cancellationToken);
        if (snapshot?.Bodies.FirstOrDefault(one => one.Code == code) is not { } body || options.StandardDatasets?.Find(standard) is not { } entry)
            return PageHandlers.NotFound(context);
        var hits = index.Search(new SearchRequest { Chosen = ProblemGroup.Of(code, ("standard_dataset", standard)), Rows = MostDatasets }).Hits;
        var datasets = await store.Datasets.ManyAsync([.. hits.Select(hit => hit.Id)], cancellationToken);
        var headers = await store.Headers.GetAsync([.. datasets.Select(dataset => dataset.Id)], cancellationToken);
        return PageResponse.Render<StandardCellPage>(
            context, StatusCodes.Status200OK, ("Body", body), ("Standard", entry), ("Cell", StandardCell.Of(body, standard)), ("Options", options),
            ("Headers", headers),
            ("Note", Sessions.AccountOf(context) is { IsCentral: true } ? await store.Notes.GetAsync(code, standard, cancellationToken) : null),
            ("Datasets", datasets.Where(dataset => dataset.Annotations?.StandardDataset?.Id == standard).ToArray()));
    }
}
