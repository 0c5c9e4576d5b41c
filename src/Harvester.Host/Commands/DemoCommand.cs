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

    private const string DefaultDumps = "data/demo-dumps";

    public static Command Create(GlobalOptions globals, Settings settings)
    {
        var once = settings.Flag("--once", "exit after the report");
        var urls = settings.Text("--urls", "addresses to listen on", ServeCommands.DefaultUrls, "U");
        var webSettings = new WebSettings(settings);
        var command = new Command("demo", "starts sample portals on loopback, harvests them, serves the dashboard until Ctrl-C") { once, urls };
        webSettings.AddTo(command);
        webSettings.Publication.AddTo(command);
        Invocation.Set(command, globals, async (invocation, cancellationToken) =>
        {
            var addresses = invocation.Parse.GetValue(once) ? null : ServeCommands.Addresses(invocation, urls);
            var web = webSettings.Of(invocation);
            await using var portals = await SamplePortals.SamplePortals.StartAsync(SampleCatalogues.Create(), cancellationToken);
            var options = invocation.App with
            {
                Store = invocation.StoreWasGiven ? invocation.App.Store : DefaultStore,
                Dumps = invocation.App.Dumps ?? DefaultDumps,
                BuiltInConnectors = SampleConnectors.All,
                ConnectTo = portals.Hosts.ToDictionary(host => host, _ => portals.EndPoint),
            };
            await using var app = await HarvesterApp.OpenAsync(options, dryRun: false, cancellationToken);
            // First, so that a port that is taken is said before anything is harvested; and the dashboard shows the harvest as it goes.
            await using var server = addresses is not null ? await Server.StartAsync(app, addresses, schedule: false, web, web.Catalogue, notify: null, cancellationToken) : null;
            var reports = await RunCommand.HarvestAsync(invocation, app, app.Sources.All, new RunOptions(), cancellationToken);
            RunCommand.Print(invocation, reports);
            await CheckHeadersAsync(invocation, app, cancellationToken);
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

    private static async Task WriteDumpsAsync(bool serving, HarvesterApp app, WebOptions web, CancellationToken cancellationToken)
    {
        if (serving && !cancellationToken.IsCancellationRequested)
            await app.Dumps(web.Catalogue).RunAsync(cancellationToken);
    }

    // What a worker does in its own time: the demo shows candidates and checked standard datasets at once.
    private static async Task CheckHeadersAsync(Invocation invocation, HarvesterApp app, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return;
        await app.Background.CatchUpAsync(cancellationToken);
        var report = await app.Background.Headers.RunAsync(sources: null, limit: 1000, cancellationToken);
        await app.Background.CatchUpAsync(cancellationToken);
        if (!invocation.Json)
            invocation.Console.WriteLine(CheckHeadersCommand.Sentence(report));
    }
}
