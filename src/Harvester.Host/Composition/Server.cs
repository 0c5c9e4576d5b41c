using Harvester.Host.Notifications;
using Harvester.Host.Scheduling;
using Harvester.Publishing;
using Harvester.Search;
using Harvester.Web;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Quartz;
using Serilog;

namespace Harvester.Host.Composition;

/// <summary>The long-running part: the web, the scheduler, or both.</summary>
internal sealed class Server : IAsyncDisposable
{
    private readonly WebApplication application;
    private readonly HarvestScheduler? scheduler;
    private readonly BackgroundScheduler? background;
    private readonly NotificationScheduler? notifications;

    private Server(WebApplication application, HarvestScheduler? scheduler, BackgroundScheduler? background, NotificationScheduler? notifications)
    {
        this.application = application;
        this.scheduler = scheduler;
        this.background = background;
        this.notifications = notifications;
    }

    /// <summary>Where it listens; empty without the web.</summary>
    public IReadOnlyList<string> Addresses =>
        [.. application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? []];

    /// <param name="urls">Null: no web.</param>
    /// <param name="web">Null: no web, or as the options have it.</param>
    /// <param name="catalogue">What the dumps say of it.</param>
    /// <param name="notify">Whom a scheduler tells what broke; null: it tells nobody.</param>
    /// <exception cref="UsageException">An address is malformed or taken.</exception>
    public static async Task<Server> StartAsync(HarvesterApp app, string? urls, bool schedule, WebOptions? web, CatalogueDescription? catalogue, NotificationSetup? notify, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddSerilog();
        builder.Services.AddSingleton(app.Store).AddSingleton(app.Sources).AddSingleton(app.Clock).AddSingleton(app.Subscriptions);
        HarvestScheduler? scheduler = null;
        BackgroundScheduler? background = null;
        NotificationScheduler? notifications = null;
        if (schedule)
        {
            var loggers = new Serilog.Extensions.Logging.SerilogLoggerFactory(Log.Logger);
            scheduler = new HarvestScheduler(app.Store, app.Sources, app.Runner, app.Clock, loggers.CreateLogger<HarvestScheduler>(), Harvest.Concurrency);
            background = new BackgroundScheduler(app.Background, app.Dumps(catalogue), loggers.CreateLogger<BackgroundScheduler>());
            if (notify is not null)
                builder.Services.AddSingleton(notifications = new NotificationScheduler(app.Notifier(notify), app.Store, app.Clock, loggers.CreateLogger<NotificationScheduler>()));
            builder.Services.AddSingleton(scheduler).AddSingleton(background);
            builder.Services.AddQuartz(quartz => quartz.ScheduleJob<TickJob>(trigger =>
                trigger.StartNow().WithSimpleSchedule(s => s.WithInterval(TickJob.IntervalFor(app.LeaseTerm)).RepeatForever())));
            builder.Services.AddQuartzHostedService(o => o.WaitForJobsToComplete = true);
        }

        if (urls is not null)
        {
            builder.WebHost.UseUrls(urls);
            builder.Services.AddSingleton(_ => OpenIndex(web?.Index ?? app.IndexFolder));
            builder.Services.AddHarvesterWeb(new HarvesterWebOptions
            {
                Municipalities = app.Municipalities.ToDictionary(m => m.Code, m => m.Name),
                PriorityFields = app.PriorityFields,
                StandardDatasets = app.Background.StandardDatasets,
                Licences = app.Licences,
                Themes = app.Themes,
                Scorer = app.Background.Scorer,
                BaseAddress = web?.BaseAddress,
                KeepAnswers = TimeSpan.FromSeconds(10),
                RateLimit = web?.Limit ?? RateLimit.Default,
                Proxies = web?.Proxies ?? [],
                Dumps = app.DumpFolder.Path,
                Keys = KeyFolder.Open(web?.Keys, app.IndexFolder),
                Catalogue = (web?.Catalogue ?? CatalogueDescription.Default) with { Formats = app.Formats },
                EnglishMunicipalities = app.Municipalities.ToDictionary(m => m.Code, m => m.EnglishName),
            });
        }
        else
        {
            builder.Services.AddSingleton<IServer, NoServer>();
        }

        var application = builder.Build();
        if (urls is not null)
        {
            application.UseHarvesterWeb();
            application.MapHarvesterWeb();
        }

        try
        {
            await application.StartAsync(cancellationToken);
        }
        catch (Exception e) when (e is IOException or FormatException or InvalidOperationException or ArgumentException or System.Net.Sockets.SocketException)
        {
            await application.DisposeAsync();
            throw new UsageException($"cannot listen on {urls}: {e.Message}");
        }

        return new Server(application, scheduler, background, notifications);
    }

    /// <summary>Where another process has the folder, this one keeps an index of its own in memory: they only read the change log.</summary>
    private static CatalogueIndex OpenIndex(string folder)
    {
        try
        {
            return CatalogueIndex.Open(folder);
        }
        catch (IndexInUseException e)
        {
            Log.Warning("{Reason} This process keeps its index in memory", e.Message);
            return CatalogueIndex.Open(null);
        }
    }

    /// <summary>Returns at a stop: by the token, or by a signal that the web host took.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var asked = cancellationToken.Register(() => stop.TrySetResult());
        await using var signalled = application.Lifetime.ApplicationStopping.Register(() => stop.TrySetResult());
        await stop.Task;
    }

    // The runs first: they store their reports at once. A reader who holds a connection open must not cost them that.
    public async ValueTask DisposeAsync()
    {
        if (scheduler is not null)
            await scheduler.StopAsync();
        if (background is not null)
            await background.StopAsync();
        if (notifications is not null)
            await notifications.StopAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5), TimeProvider.System);
        await application.StopAsync(patience.Token);
        await application.DisposeAsync();
    }
}
