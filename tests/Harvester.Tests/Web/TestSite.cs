using System.Globalization;
using System.Net;
using System.Text.Json;
using Harvester.Core.Assessment.Quality;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Search;
using Harvester.Storage.Sqlite;
using Harvester.Tests.Mapping;
using Harvester.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Harvester.Tests.Web;

/// <summary>The web part on a real loopback Kestrel over a real store in a folder of its own.</summary>
internal sealed class TestSite : IAsyncDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 9, 24, 1, 0, 0, TimeSpan.Zero);
    private readonly WebApplication application;
    private readonly DirectoryInfo? folder;

    private TestSite(WebApplication application, IStore store, DirectoryInfo? folder)
    {
        this.folder = folder;
        this.application = application;
        Store = store;
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(application.Urls.Single()) };
    }

    public IStore Store { get; }
    public IServiceProvider Services => application.Services;

    /// <summary>The folder of its own.</summary>
    public string Folder => folder!.FullName;
    public HttpClient Client { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static Source Minato { get; } = new()
    {
        Id = "minato",
        Title = "港区オープンデータカタログ",
        Kind = RecordKind.Ckan,
        PublisherCode = "131032",
        Url = "https://opendata.city.minato.tokyo.jp/",
        Schedule = "daily",
        File = "/etc/harvester/connectors/wards/minato.yml",
    };

    /// <summary>A site whose one source is <see cref="Minato"/>, with nothing in its store.</summary>
    public static Task<TestSite> StartAsync() => StartAsync(Minato);

    public static async Task<TestSite> StartAsync(params Source[] sources)
    {
        var folder = Directory.CreateTempSubdirectory("harvester-web-");
        var store = await SqliteStore.OpenAsync(Path.Combine(folder.FullName, "store.db"), new FixedClock(Now), Cancel);
        return await StartAsync(store, folder, sources, null);
    }

    /// <summary>A site with other options, over a store of its own.</summary>
    public static async Task<TestSite> StartWithAsync(Func<HarvesterWebOptions, HarvesterWebOptions> options)
    {
        var folder = Directory.CreateTempSubdirectory("harvester-web-");
        var store = await SqliteStore.OpenAsync(Path.Combine(folder.FullName, "store.db"), new FixedClock(Now), Cancel);
        return await StartAsync(store, folder, [Minato], options);
    }

    /// <summary>A site over a store that is the test's own, with whatever else differs; the sources are <see cref="Minato"/> where none are named.</summary>
    public static Task<TestSite> StartOverAsync(
        IStore store, Source[]? sources = null, Func<HarvesterWebOptions, HarvesterWebOptions>? options = null, TimeProvider? clock = null, ILoggerProvider? log = null) =>
        StartAsync(store, null, sources ?? [Minato], options, clock, log);

    public static Task<TestSite> StartWithoutStoreAsync() => StartAsync(new AwayStore(), null, [Minato], null);

    private static async Task<TestSite> StartAsync(IStore store, DirectoryInfo? folder, Source[] sources, Func<HarvesterWebOptions, HarvesterWebOptions>? change,
        TimeProvider? clock = null, ILoggerProvider? log = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        if (log is not null)
            builder.Logging.AddProvider(log).SetMinimumLevel(LogLevel.Trace);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(store);
        builder.Services.AddSingleton<ISources>(new FixedSources(sources));
        builder.Services.AddSingleton(clock ?? new FixedClock(Now));
        builder.Services.AddSingleton(_ => CatalogueIndex.Open(null));
        var options = new HarvesterWebOptions
        {
            RateLimit = new RateLimit(0, 0),
            PriorityFields = MappingFixture.Rules.PriorityFields.Rules,
            Scorer = new QualityScorer(MappingFixture.Rules.Formats, MappingFixture.Rules.Licences, MappingFixture.Rules.StandardDatasets),
            Municipalities = new Dictionary<string, string> { ["130001"] = "東京都", ["131032"] = "港区", ["133612"] = "大島町" },
            StandardDatasets = MappingFixture.Rules.StandardDatasets,
            Licences = MappingFixture.Rules.Licences,
            EnglishMunicipalities = new Dictionary<string, string> { ["130001"] = "Tokyo Metropolis", ["131032"] = "Minato City", ["133612"] = "Oshima Town" },
        };
        builder.Services.AddHarvesterWeb(change is null ? options : change(options));
        var application = builder.Build();
        application.UseHarvesterWeb();
        application.MapHarvesterWeb();
        await application.StartAsync(Cancel);
        return new TestSite(application, store, folder);
    }

    /// <summary>The index as it is once it has read all that was written.</summary>
    public async Task<CatalogueIndex> IndexAsync()
    {
        var index = application.Services.GetRequiredService<CatalogueIndex>();
        await index.CatchUpAsync(Store, Cancel);
        return index;
    }

    public Task PutAsync(params Dataset[] datasets) => WriteAsync([.. datasets.Select(dataset =>
        new CatalogueWrite.Put(dataset.Version == 1 ? ChangeKind.Added : ChangeKind.Updated, dataset, Raw(dataset)))]);

    public async Task WriteAsync(params CatalogueWrite[] writes)
    {
        foreach (var group in writes.GroupBy(write => DatasetId.SourceOf(write.DatasetId)))
        {
            var lease = await Store.Sources.AcquireAsync(group.Key, "test", Now, TimeSpan.FromMinutes(1), Cancel);
            Assert.NotNull(lease);
            await Store.Catalogue.ApplyAsync(lease, new CatalogueBatch("run-1", Now, [.. group]), Cancel);
            await Store.Sources.ReleaseAsync(lease, Cancel);
        }
    }

    public async Task RunAsync(RunReport run) => await Store.Runs.SaveAsync(run, Cancel);

    public static RunReport Report(string id, RunStatus status = RunStatus.Succeeded, string source = "minato", int minutesAgo = 10) => new()
    {
        Id = id,
        Source = source,
        Status = status,
        StartedAt = Now.AddMinutes(-minutesAgo),
        FinishedAt = Now.AddMinutes(1 - minutesAgo),
        Gathered = 120,
        Added = 3,
        Updated = 2,
        Unchanged = 115,
        Seconds = 12.4,
        Requests = 4,
        Bytes = 234_567,
        Listing = new Listing { Announced = 120, Received = 120, Unique = 120, Pages = 2, Complete = true },
    };

    public Task<HttpResponseMessage> GetAsync(string address) => Client.GetAsync(new Uri(address, UriKind.Relative), Cancel);

    /// <summary>The page's HTML, once the index has read what was written; the status must be the expected one.</summary>
    public async Task<string> PageAsync(string address, HttpStatusCode expected = HttpStatusCode.OK)
    {
        try
        {
            await IndexAsync();
        }
        catch (StoreException)
        {
            // The page of a store that is away is what is asked for.
        }

        using var response = await GetAsync(address);
        Assert.Equal(expected, response.StatusCode);
        Assert.Equal("text/html; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        return await response.Content.ReadAsStringAsync(Cancel);
    }

    public async Task<JsonElement> JsonAsync(string address, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var response = await GetAsync(address);
        Assert.Equal(expected, response.StatusCode);
        Assert.Equal(expected == HttpStatusCode.OK ? "application/json" : "application/problem+json", response.Content.Headers.ContentType?.MediaType);
        using var document = JsonDocument.Parse(await response.Content.ReadAsStreamAsync(Cancel));
        return document.RootElement.Clone();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await application.DisposeAsync();
        await Store.DisposeAsync();
        folder?.Delete(recursive: true);
    }

    private static RawPayload Raw(Dataset dataset) => new(
        RecordKind.Ckan, dataset.Provenance.RecordId, dataset.Provenance.RecordUrl, dataset.Provenance.RawHash,
        System.Text.Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{{\"version\":{dataset.Version}}}")));
}
