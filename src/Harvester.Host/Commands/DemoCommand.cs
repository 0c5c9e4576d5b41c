using System.CommandLine;
using Harvester.Core.Runs;
using Harvester.Host.Composition;
using Harvester.SamplePortals;
using Spectre.Console;

namespace Harvester.Host.Commands;

/// <summary><c>demo</c>: sample portals on loopback, harvested for real.</summary>
internal static class DemoCommand
{
    /// <summary>Apart from the real catalogue: sample datasets must never get into it.</summary>
    private const string DefaultStore = "sqlite:data/demo.db";

    private const int MostDays = 60;
    private const string DefaultDumps = "data/demo-dumps";

    public static Command Create(GlobalOptions globals, Settings settings)
    {
        var once = settings.Flag("--once", "exit after the report");
        var urls = settings.Text("--urls", "addresses to listen on", ServeCommands.DefaultUrls, "U");
        var days = settings.Number("--days", "also harvests so many past days first, as the portals grew: for charts and histories", 0, "N");
        var webSettings = new WebSettings(settings);
        var command = new Command("demo", "starts sample portals on loopback, harvests them, serves the dashboard until Ctrl-C") { once, urls, days };
        webSettings.AddTo(command);
        webSettings.Publication.AddTo(command);
        Invocation.Set(command, globals, async (invocation, cancellationToken) =>
        {
            var addresses = invocation.Parse.GetValue(once) ? null : ServeCommands.Addresses(invocation, urls);
            var web = webSettings.Of(invocation);
            var catalogues = SampleCatalogues.Create();
            await using var portals = await SamplePortals.SamplePortals.StartAsync(catalogues, cancellationToken);
            var options = invocation.App with
            {
                Store = invocation.StoreWasGiven ? invocation.App.Store : DefaultStore,
                Dumps = invocation.App.Dumps ?? DefaultDumps,
                BuiltInConnectors = SampleConnectors.All,
                ConnectTo = portals.Hosts.ToDictionary(host => host, _ => portals.EndPoint),
            };
            await HarvestPastAsync(invocation, options, catalogues, invocation.Parse.GetValue(days), cancellationToken);
            await using var app = await HarvesterApp.OpenAsync(options, dryRun: false, cancellationToken);
            // First, so that a port that is taken is said before anything is harvested; and the dashboard shows the harvest as it goes.
            await using var server = addresses is not null ? await Server.StartAsync(app, addresses, schedule: false, web, web.Catalogue, notify: null, cancellationToken) : null;
            var reports = await RunCommand.HarvestAsync(invocation, app, app.Sources.All, new RunOptions(), cancellationToken);
            RunCommand.Print(invocation, reports);
            await CheckHeadersAsync(invocation, app, say: true, cancellationToken);
            await WriteDumpsAsync(server is not null, app, web, cancellationToken);
            if (server is null || cancellationToken.IsCancellationRequested)
                return ExitCode.Of(reports);
            if (!invocation.Json)
            {
                var address = server.Addresses[0];
                invocation.Console.WriteLine($"dashboard: {address}   datasets: {address}/api/v1/datasets   (Ctrl-C to stop)");
            }

            await server.WaitAsync(cancellationToken);
            return ExitCode.Of(reports);
        });
        return command;
    }

    /// <summary>One harvest for each past day, with the clock of that day.</summary>
    private static async Task HarvestPastAsync(Invocation invocation, AppOptions options, SampleCatalogues catalogues, int days, CancellationToken cancellationToken)
    {
        if (days is < 0 or > MostDays)
            throw new UsageException($"--days {days}: expected 0 to {MostDays}");
        var history = days == 0 ? null : new SampleHistory(catalogues, days);
        for (var ago = days; ago > 0 && !cancellationToken.IsCancellationRequested; ago--)
        {
            var past = options with { Clock = new ShiftedClock(TimeSpan.FromDays(-ago)) };
            await using (var app = await HarvesterApp.OpenAsync(past, dryRun: false, cancellationToken))
            {
                await Harvest.AllAsync(app.Runner, app.Sources.All, new RunOptions(), _ => Silent.Instance, cancellationToken);
                await CheckHeadersAsync(invocation, app, say: false, cancellationToken);
            }

            if (!invocation.Json)
                invocation.Console.WriteLine(ago == 1 ? "harvested as of yesterday" : $"harvested as of {ago} days ago");
            history!.NextDay();
        }
    }

    private static async Task WriteDumpsAsync(bool serving, HarvesterApp app, WebOptions web, CancellationToken cancellationToken)
    {
        if (serving && !cancellationToken.IsCancellationRequested)
            await app.Dumps(web.Catalogue).RunAsync(cancellationToken);
    }

    // What a worker does in its own time: the demo shows candidates and checked standard datasets at once.
    private static async Task CheckHeadersAsync(Invocation invocation, HarvesterApp app, bool say, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return;
        await app.Background.CatchUpAsync(cancellationToken);
        var report = await app.Background.Headers.RunAsync(sources: null, limit: 1000, cancellationToken);
        await app.Background.CatchUpAsync(cancellationToken);
        if (say && !invocation.Json)
            invocation.Console.WriteLine(CheckHeadersCommand.Sentence(report));
    }
}
