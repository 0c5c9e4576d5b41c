using Harvester.Core.Ports;
using Harvester.Search;
using Harvester.Web.Charts;
using Harvester.Web.Tables;
using Microsoft.AspNetCore.Http;

namespace Harvester.Web.Pages.Municipalities;

/// <summary><c>/municipalities/{code}</c>, what leads on from it, and its badge.</summary>
internal static class MunicipalityPages
{
    private const int MostDeadLinks = 20;
    private const int MostUnmet = 200;
    private const int LongestSearch = 300;

    public static async Task<IResult> Page(
        string code, HttpContext context, IStore store, ISources sources, CatalogueIndex index, DailyFigures daily, HarvesterWebOptions options, TimeProvider clock, CancellationToken cancellationToken)
    {
        var wanted = context.Request.Query["find"].ToString().Trim();
        if (wanted.Length > LongestSearch)
            wanted = wanted[..LongestSearch];
        var view = await MunicipalityView.ReadAsync(code, wanted.Length == 0 ? null : wanted, store, sources, index, daily, options, clock.GetUtcNow(), cancellationToken);
        if (view is null)
            return PageHandlers.NotFound(context);
        Table? dead = index.IsCurrent ? await MunicipalityTables.DeadLinksAsync(code, MostDeadLinks, index, store, PageContext.Of(context.Request).Language, cancellationToken) : null;
        return PageResponse.Render<MunicipalityPage>(context, StatusCodes.Status200OK, ("View", view), ("DeadLinks", dead));
    }

    /// <summary><c>/municipalities/{code}/view/{aspect}</c>.</summary>
    public static async Task<IResult> View(
        string code, string aspect, HttpContext context, IStore store, HarvesterWebOptions options, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!options.Municipalities.ContainsKey(code) || options.Scorer is not { } scorer
            || await ViewTables.UnmetAsync(code, aspect, MostUnmet, scorer, store, clock.GetUtcNow(), PageContext.Of(context.Request).Language, cancellationToken) is not { } unmet)
        {
            return PageHandlers.NotFound(context);
        }

        return PageResponse.Render<ViewPage>(context, StatusCodes.Status200OK, ("Code", code), ("Name", options.NameOf(code)), ("Unmet", unmet));
    }

    /// <summary>The worst state of the body's own sites, or of the catalogues that carry it, as a small picture for its own pages.</summary>
    public static async Task<IResult> Badge(string code, HttpContext context, IStore store, ISources sources, CatalogueIndex index, HarvesterWebOptions options, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!options.Municipalities.ContainsKey(code))
            return PageHandlers.NotFound(context);
        var counts = (await CarriedCounts.ReadAsync(index, store, cancellationToken)).Where(count => count.Code == code).ToList();
        var carriers = await MunicipalityView.CarriersAsync(code, counts, store, sources, clock.GetUtcNow(), cancellationToken);
        return Results.Text(SyncBadge.Svg(carriers, Language.Of(context.Request.Query["lang"])), "image/svg+xml; charset=utf-8");
    }
}
