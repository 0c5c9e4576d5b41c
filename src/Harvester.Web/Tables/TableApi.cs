using Harvester.Core.Assessment.Freshness;
using Harvester.Core.Ports;
using Harvester.Core.Runs;
using Harvester.Search;
using Harvester.Web.Charts;
using Harvester.Web.Pages;
using Harvester.Web.Pages.Coverage;
using Harvester.Web.Pages.Datasets;
using Harvester.Web.Pages.Duplicates;
using Harvester.Web.Pages.Figures;
using Harvester.Web.Pages.Municipalities;
using Harvester.Web.Pages.Runs;
using Harvester.Web.Pages.Standards;
using Microsoft.AspNetCore.Http;

namespace Harvester.Web.Tables;

/// <summary><c>/tables/{name}.csv</c> and <c>.json</c>: each table of the pages, whole.</summary>
internal sealed class TableApi(
    HttpContext context, IStore store, ISources sources, CatalogueIndex index, DailyFigures daily, HarvesterWebOptions options, TimeProvider clock, CancellationToken cancellationToken)
{
    private const int MostRuns = 1000;

    public static async Task<IResult> Get(
        string file, HttpContext context, IStore store, ISources sources, CatalogueIndex index, DailyFigures daily, HarvesterWebOptions options, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var dot = file.LastIndexOf('.');
        var table = dot > 0 && file[dot..] is ".csv" or ".json" ? await new TableApi(context, store, sources, index, daily, options, clock, cancellationToken).OfAsync(file[..dot]) : null;
        if (table is null)
            return Api.ApiResponse.NotFound("There is no such table, or it needs a parameter that is missing or leads nowhere (code, run, day): follow the links under the tables of the pages.");
        return TableFile.Of(table.Sorted(context.Request.Query["sort"]), file[(dot + 1)..], Language.Of(context.Request.Query["lang"]))!;
    }

    private Task<Table?> OfAsync(string name) => name switch
    {
        "municipalities" => OverviewAsync(CoverageTables.Bodies),
        "changes" => OverviewAsync(CoverageTables.Changes),
        "moves" => OverviewAsync(CoverageTables.Moves),
        "targets" => OverviewAsync(CoverageTables.Targets),
        "history" when Asked => Code is { } code ? HistoryAsync(code) : Task.FromResult<Table?>(null),
        "history" => OverviewAsync(CoverageTables.History),
        "sources" => OverviewAsync(view => RunTables.Sources(view.Sources)),
        "runs" => RunsAsync(),
        "run-problems" => RunAsync(run => RunProblemTable.OfAsync(run, store, cancellationToken)),
        "run-changes" => RunAsync(run => RunFatesTable.OfAsync(run, store, L, cancellationToken)),
        "formats" => FiguresAsync(tables => tables.Formats()),
        "formats-by-body" => FiguresAsync(tables => tables.FormatsByBody()),
        "licences" => FiguresAsync(tables => tables.Licences()),
        "licences-by-body" => FiguresAsync(tables => tables.LicencesByBody()),
        "indicators" => FiguresAsync(tables => tables.Indicators()),
        "quality-by-body" => FiguresAsync(tables => tables.QualityByBody()),
        "priority-fields" => FiguresAsync(tables => tables.PriorityFields()),
        "priority-fields-by-body" => FiguresAsync(tables => tables.PriorityFieldsByBody()),
        "standard-adoption" => StandardsAsync(StandardTables.Adoption),
        "standard-datasets" => StandardsAsync(StandardTables.Cells),
        "duplicates" => Given(DuplicateTables.AllAsync(store, L, cancellationToken)),
        "dataset-quality" => QualityAsync(context.Request.Query["id"].ToString()),
        "record-problems" when Code is { } code => Given(MunicipalityTables.ProblemsAsync(code, index, store, L, cancellationToken)),
        "dead-links" when Code is { } code => Given(MunicipalityTables.DeadLinksAsync(code, null, index, store, L, cancellationToken)),
        "view" when Code is { } code => ViewAsync(code),
        "view-unmet" when Code is { } code && options.Scorer is { } scorer => ViewTables.UnmetAsync(
            code, context.Request.Query["aspect"].ToString(), null, scorer, store, clock.GetUtcNow(), L, cancellationToken),
        "fixes" when Code is { } code && options.Scorer is { } scorer => Given(MunicipalityTables.FixesAsync(code, scorer, store, L, cancellationToken)),
        _ => Task.FromResult<Table?>(null),
    };

    private Language L => Language.Of(context.Request.Query["lang"]);

    /// <summary>A body is asked for, known or not.</summary>
    private bool Asked => context.Request.Query.ContainsKey("code");

    private string? Code => context.Request.Query["code"].ToString() is var code && options.Municipalities.ContainsKey(code) ? code : null;

    private async Task<Table?> QualityAsync(string id) =>
        options.Scorer is { } scorer && await store.Datasets.GetAsync(id, cancellationToken) is { State: Core.Model.DatasetState.Active } dataset ? QualityTable.Of(dataset.Id, scorer.Assess(dataset)) : null;

    private async Task<Table?> ViewAsync(string code) =>
        (await store.Coverage.GetAsync(DateOnly.MaxValue, cancellationToken))?.Bodies.FirstOrDefault(body => body.Code == code) is { } body ? ViewTables.Aspects(code, body.Figures) : null;

    private async Task<Table?> HistoryAsync(string code) => CoverageTables.History(
        await daily.UpToAsync(AskedDay.Of(context.Request) ?? DatasetFreshness.DayOf(clock.GetUtcNow()), code, last: null, cancellationToken), $"code={code}");

    private async Task<Table?> OverviewAsync(Func<CoverageView, Table?> table) =>
        table(await CoverageView.ReadAsync(context.Request, store, sources, index, daily, options, clock.GetUtcNow(), cancellationToken));

    private async Task<Table?> FiguresAsync(Func<FigureTables, Table> table) =>
        await FigurePages.SnapshotAsync(context.Request, store, cancellationToken) is { } snapshot ? table(FigurePages.Of(snapshot, context.Request, options)) : null;

    private async Task<Table?> StandardsAsync(Func<Core.Coverage.CoverageSnapshot, HarvesterWebOptions, string, Table> table) =>
        await FigurePages.SnapshotAsync(context.Request, store, cancellationToken) is { } snapshot ? table(snapshot, options, "") : null;

    private async Task<Table?> RunsAsync()
    {
        var source = context.Request.Query["source"].ToString();
        var runs = await AbandonedRun.SeenAsync(await store.Runs.ListAsync(source.Length == 0 ? null : source, MostRuns, null, cancellationToken), store, clock.GetUtcNow(), cancellationToken);
        return RunTables.Runs(new("収集の記録（新しい順）", "Runs, newest first"), runs, sources.All.ToDictionary(one => one.Id, one => one.Title, StringComparer.Ordinal));
    }

    private async Task<Table?> RunAsync(Func<Core.Model.RunReport, Task<Table>> table) =>
        await store.Runs.GetAsync(context.Request.Query["run"].ToString(), cancellationToken) is { } run ? await table(run) : null;

    private static async Task<Table?> Given(Task<Table> table) => await table;
}
