using System.CommandLine;
using System.Diagnostics;
using Harvester.Host.Composition;
using Spectre.Console;

namespace Harvester.Host.Commands;

/// <summary><c>serve</c>, <c>worker</c>, <c>web</c>: until a stop (SIGTERM, Ctrl-C).</summary>
internal static class ServeCommands
{
    public const string DefaultUrls = "http://localhost:8080";

    private static readonly TimeSpan PatienceForCatalogue = TimeSpan.FromSeconds(30);

    public static Command Serve(GlobalOptions globals, Settings settings) =>
        Create("serve", "schedules every enabled source and serves the dashboard and the API", globals, settings, schedule: true, web: true);

    public static Command Worker(GlobalOptions globals, Settings settings) =>
        Create("worker", "schedules every enabled source, without the web", globals, settings, schedule: true, web: false);

    public static Command Web(GlobalOptions globals, Settings settings) =>
        Create("web", "serves the dashboard and the API, without harvesting", globals, settings, schedule: false, web: true);

    /// <exception cref="UsageException">There is none: Kestrel would listen on an address of its own.</exception>
    public static string Addresses(Invocation invocation, Option<string> urls) => invocation.Parse.GetValue(urls) is { } given && !string.IsNullOrWhiteSpace(given)
        ? given
        : throw new UsageException($"--urls names no address: give one such as {DefaultUrls}");

    private static Command Create(string name, string description, GlobalOptions globals, Settings settings, bool schedule, bool web)
    {
        var urls = settings.Text("--urls", "addresses to listen on", DefaultUrls, "U");
        var command = new Command(name, description);
        var webSettings = new WebSettings(settings);
        if (web)
        {
            command.Options.Add(urls);
            webSettings.AddTo(command);
        }

        webSettings.Publication.AddTo(command);
        var notifications = new NotificationSettings(settings);
        if (schedule)
            notifications.AddTo(command);

        Invocation.Set(command, globals, async (invocation, cancellationToken) =>
        {
            var addresses = web ? Addresses(invocation, urls) : null;
            var options = web ? webSettings.Of(invocation) : null;
            var notify = schedule ? notifications.Of(invocation, webSettings.Publication.BaseAddress(invocation)) : null;
            // To a database on a server the web may well come before the first worker: an empty one is made there.
            var mustExist = !schedule && !invocation.App.Store.StartsWith("mongodb", StringComparison.OrdinalIgnoreCase);
            if (mustExist)
                await WaitForCatalogueAsync(invocation.App, cancellationToken);
            await using var app = await HarvesterApp.OpenAsync(invocation.App, dryRun: false, cancellationToken, mustExist);
            await using var server = await Server.StartAsync(app, addresses, schedule, options, webSettings.Publication.Of(invocation, formats: null), notify, cancellationToken);
            if (!invocation.Json)
                invocation.Console.WriteLine(web ? $"{name}: {string.Join(", ", server.Addresses)} (Ctrl-C to stop)" : $"{name}: scheduling {app.Sources.All.Count(s => s.Enabled)} sources (Ctrl-C to stop)");
            await server.WaitAsync(cancellationToken);
            return ExitCode.Well;
        });
        return command;
    }

    /// <summary>A file that is not there is on its way, where a worker was started at the same moment, or its path was mistyped: the first is waited for, the second is said when the wait is over.</summary>
    private static async Task WaitForCatalogueAsync(AppOptions options, CancellationToken cancellationToken)
    {
        var patience = Stopwatch.StartNew();
        for (var told = false; await HarvesterApp.IsMissingAsync(options, cancellationToken) && patience.Elapsed < PatienceForCatalogue; told = true)
        {
            if (!told)
                Serilog.Log.Warning("There is no catalogue at {Store} yet: waiting {Seconds} seconds for a worker to make it", HarvesterApp.Place(options), PatienceForCatalogue.TotalSeconds);
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, cancellationToken);
        }
    }
}
