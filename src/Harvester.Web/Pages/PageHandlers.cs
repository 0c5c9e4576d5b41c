using System.Globalization;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Core.Publication;
using Harvester.Core.Runs;
using Harvester.Publishing.SchemaOrg;
using Harvester.Search;
using Harvester.Web.Charts;
using Harvester.Web.Pages.Coverage;
using Harvester.Web.Pages.Datasets;
using Harvester.Web.Pages.Runs;
using Harvester.Web.Pages.Search;
using Microsoft.AspNetCore.Http;

namespace Harvester.Web.Pages;

/// <summary>One handler per page: reads what the page shows, then renders it.</summary>
internal static class PageHandlers
{
    private const int PageSize = 50;

    public static async Task<IResult> Coverage(
        HttpContext context, IStore store, ISources sources, CatalogueIndex index, DailyFigures daily, HarvesterWebOptions options, TimeProvider clock, CancellationToken cancellationToken) =>
        PageResponse.Render<CoveragePage>(
            context, StatusCodes.Status200OK, ("View", await CoverageView.ReadAsync(context.Request, store, sources, index, daily, options, clock.GetUtcNow(), cancellationToken)));

    public static async Task<IResult> Source(
        string id, HttpContext context, IStore store, ISources sources, TimeProvider clock, CancellationToken cancellationToken)
    {
        var source = sources.Find(id);
        var runs = await AbandonedRun.SeenAsync(await store.Runs.ListAsync(id, 20, null, cancellationToken), store, clock.GetUtcNow(), cancellationToken);
        if (source is null && runs.Count == 0)
            return NotFound(context);
        return PageResponse.Render<SourcePage>(
            context,
            StatusCodes.Status200OK,
            ("Id", id),
            ("Source", source),
            ("State", await store.Sources.GetAsync(id, cancellationToken)),
            ("Now", clock.GetUtcNow()),
            ("Runs", runs),
            ("Latest", runs.FirstOrDefault(run => run.Status != RunStatus.Running)),
            ("Datasets", await store.Datasets.CountAsync(new() { Source = id, State = DatasetState.Active }, cancellationToken)));
    }

    public static async Task<IResult> Run(string id, HttpContext context, IStore store, ISources sources, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (await store.Runs.GetAsync(id, cancellationToken) is not { } run)
            return NotFound(context);
        var skip = Place(context.Request, "from");
        return PageResponse.Render<RunPage>(
            context,
            StatusCodes.Status200OK,
            ("Run", await AbandonedRun.SeenAsync(run, store, clock.GetUtcNow(), cancellationToken)),
            ("Source", sources.Find(run.Source)),
            ("IsNewest", (await store.Sources.GetAsync(run.Source, cancellationToken))?.LastRun == run.Id),
            ("Fates", await RunFates.ReadAsync(run, Place(context.Request, "changes"), store, cancellationToken)),
            ("Skip", skip),
            ("PageSize", PageSize),
            ("Problems", new Page<RunProblem>(await store.Runs.ProblemsAsync(id, skip, PageSize + 1, cancellationToken), PageSize)));
    }

    public static async Task<IResult> Datasets(
        HttpContext context, IStore store, ISources sources, CatalogueIndex index, HarvesterWebOptions options, CancellationToken cancellationToken) =>
        PageResponse.Render<SearchPage>(
            context, StatusCodes.Status200OK, ("View", await SearchView.ReadAsync(DatasetQuery.Of(context.Request), index, store, cancellationToken)), ("Sources", sources), ("Options", options));

    public static async Task<IResult> Dataset(
        string id, HttpContext context, IStore store, ISources sources, CatalogueIndex index, HarvesterWebOptions options, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (await store.Datasets.GetAsync(id, cancellationToken) is not { } dataset)
        {
            return await store.Takedowns.FindAsync(id, cancellationToken) is null
                ? NotFound(context)
                : PageResponse.Render<TakenDownPage>(context, StatusCodes.Status410Gone);
        }

        if (dataset.Id != id)
        {
            var right = PageContext.Of(context.Request).Language.Href($"/datasets/{Uri.EscapeDataString(dataset.Id)}");
            return Results.Redirect(right, permanent: true, preserveMethod: true);
        }

        var quality = options.Scorer is { } scorer && dataset.State is DatasetState.Active
            ? await DatasetQuality.ReadAsync(dataset, scorer, store, clock.GetUtcNow(), cancellationToken)
            : null;
        return PageResponse.Render<DatasetPage>(
            context, StatusCodes.Status200OK, ("Dataset", dataset), ("Source", sources.Find(dataset.Provenance.Source)), ("PriorityFields", options.PriorityFields), ("Themes", options.Themes), ("Quality", quality),
            ("Related", await RelatedDatasets.OfAsync(dataset, index, store, cancellationToken)), ("Versions", await ShownVersion.OfAsync(dataset.Id, store, cancellationToken)),
            ("JsonLd", dataset.IsShown() ? SchemaOrgDataset.Of(dataset, options.Catalogue with { Address = SiteAddress.Of(context.Request, options) }, PageContext.Of(context.Request).Language.Tag) : null));
    }

    private static int Place(HttpRequest request, string name) =>
        int.TryParse(request.Query[name], NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? Math.Min(place, 100_000_000) : 0;

    public static IResult NotFound(HttpContext context) =>
        PageResponse.Render<NotFoundPage>(context, StatusCodes.Status404NotFound);
}
