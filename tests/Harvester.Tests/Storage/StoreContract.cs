using System.Text.Json;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Xunit;

namespace Harvester.Tests.Storage;

/// <summary>What every store does, as far as the ports say it; each adapter runs the very same tests.</summary>
public abstract partial class StoreContract : IAsyncLifetime
{
    private protected static readonly CancellationToken None = CancellationToken.None;
    private static readonly DateTimeOffset Noon = StoreSamples.Noon;
    private IStore? store;
    private int runs;

    private protected IStore Store => store!;
    private Lease Tokyo { get; set; } = null!;

    public async ValueTask InitializeAsync()
    {
        store = await OpenAsync();
        Tokyo = await LeaseAsync("tokyo");
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Store.DisposeAsync();
        await CloseAsync();
    }

    /// <summary>Opens this test's store; called again, the same store a second time, as another process would.</summary>
    public abstract Task<IStore> OpenAsync();

    /// <summary>Takes this test's store away.</summary>
    protected abstract ValueTask CloseAsync();

    private static string Json(Dataset dataset) => JsonSerializer.Serialize(dataset, DatasetJson.Plain.Dataset);

    private static async Task<List<T>> ListOf<T>(IAsyncEnumerable<T> items) => await items.ToListAsync();

    private async Task<Lease> LeaseAsync(string source) =>
        (await Store.Sources.AcquireAsync(source, "worker", Noon, TimeSpan.FromHours(1), None))!;

    private Task ApplyAsync(params CatalogueWrite[] writes) => ApplyAsync(Tokyo, writes);

    private Task ApplyAsync(Lease lease, params CatalogueWrite[] writes)
    {
        var run = ++runs;
        return Store.Catalogue.ApplyAsync(lease, new CatalogueBatch($"run-{run}", Noon.AddHours(run), writes), None);
    }

    private async Task<Dataset> GetAsync(string id) => (await Store.Datasets.GetAsync(id, None))!;

    private async Task<KnownRecord> KnownAsync(string recordId) => (await Store.Catalogue.KnownAsync("tokyo", [recordId], None))[recordId];

    private async Task<List<string>> LogAsync() =>
        [.. (await Store.Changes.ReadAsync(0, 1000, None)).Select(change => $"{change.Sequence} {change.Kind} {change.Id}")];

    /// <summary>Everything a reader can see, as text: two equal snapshots are two equal stores.</summary>
    private async Task<string> SnapshotAsync()
    {
        var datasets = await ListOf(Store.Datasets.AllAsync(new DatasetFilter(), None));
        var lines = new List<string>();
        foreach (var dataset in datasets)
        {
            lines.Add(Json(dataset));
            lines.AddRange((await Store.Datasets.HistoryAsync(dataset.Id, None)).Select(v => $"{v.Version} {v.Kind} {v.At:O} {v.Run} {Json(v.Dataset)}"));
            var known = (await Store.Catalogue.KnownAsync(dataset.Provenance.Source, [dataset.Provenance.RecordId], None)).Values.Single();
            lines.Add($"{known with { PreviousIds = [] }} {string.Join(' ', known.PreviousIds)}");
        }

        lines.AddRange((await Store.Changes.ReadAsync(0, 1000, None)).Select(c => $"{c.Sequence} {c.Kind} {c.Id} {c.At:O} {c.Run} {Json(c.Dataset!)}"));
        return string.Join('\n', lines);
    }
}
