using CsCheck;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Xunit;

namespace Harvester.Tests.Storage;

/// <summary>Random sequences of writes, against a model.</summary>
public abstract partial class StoreContract
{
    private static readonly Gen<(int Operation, int Slot, int Other, int Content)[][]> Histories =
        Gen.Select(Gen.Frequency((4, Gen.Const(0)), (6, Gen.Int[1, 6])), Gen.Int[0, 5], Gen.Int[0, 5], Gen.Int[0, 2]).Array[1, 6].Array[1, 12];

    [Fact]
    public async Task AnyHistoryOfWrites_ReadsLikeTheModel()
    {
        var number = 0;
        await Histories.SampleAsync(
            async history =>
            {
                var source = $"m{++number}";
                var start = await Store.Changes.LastAsync(None);
                var model = new CatalogueModel(source, start);
                await WriteAsync(history, source, model);
                await CompareAsync(model, source, start);
            },
            iter: 100,
            threads: 1);
    }

    private async Task WriteAsync((int Operation, int Slot, int Other, int Content)[][] history, string source, CatalogueModel model)
    {
        var lease = await LeaseAsync(source);
        var step = 0;
        foreach (var operations in history)
        {
            var batch = new CatalogueBatch($"run-{step}", Noon.AddMinutes(++step), []);
            var slots = new HashSet<int>();
            var writes = new List<CatalogueWrite>();
            foreach (var (operation, slot, other, content) in operations)
            {
                // One write per dataset, as in a run: then the batch can be repeated.
                if (slots.Add(slot) && (operation != 5 || slots.Add(other)) && model.Do(operation, slot, other, $"{content}", batch) is { } write)
                    writes.Add(write);
            }

            batch = batch with { Writes = writes };
            await Store.Catalogue.ApplyAsync(lease, batch, None);
            if (step % 2 == 0)
                await Store.Catalogue.ApplyAsync(lease, batch, None);
        }
    }

    private async Task CompareAsync(CatalogueModel model, string source, long start)
    {
        var changes = await Store.Changes.ReadAsync(start, 1000, None);
        Assert.Equal(model.Log, changes.Select(c => (c.Sequence, c.Kind, c.Id, ContentOf(c.Dataset!), c.Dataset!.Version, c.Dataset.State)));
        Assert.Equal(model.Entries.Keys.Order(StringComparer.Ordinal), (await ListOf(Store.Datasets.AllAsync(new DatasetFilter { Source = source }, None))).Select(d => d.Id));
        foreach (var entry in model.Entries.Values)
        {
            var last = entry.History[^1];
            var dataset = await GetAsync(entry.Id);
            Assert.Equal(
                (entry.RecordId, entry.Content, entry.Missing, last.Version, last.Sequence, last.State),
                (dataset.Provenance.RecordId, ContentOf(dataset), dataset.Provenance.MissingSince, dataset.Version, dataset.Sequence, dataset.State));
            var known = (await Store.Catalogue.KnownAsync(source, [entry.RecordId], None))[entry.RecordId];
            Assert.Equal((entry.Id, entry.Held, entry.Missing, last.Version, last.State), (known.Id, known.HeldBy, known.MissingSince, known.Version, known.State));
            Assert.Equal(entry.PreviousIds, known.PreviousIds);
            Assert.Equal(
                entry.History,
                (await Store.Datasets.HistoryAsync(entry.Id, None)).Select(v => new CatalogueModel.Past(
                    v.Version, v.Kind, v.At, v.Run!, ContentOf(v.Dataset), v.Dataset.State, v.Dataset.Sequence)));
            Assert.Equal($"raw-{entry.Content}", (await Store.Datasets.RawAsync(entry.Id, None))!.RawHash);
        }

        foreach (var (from, to) in model.Redirects)
            Assert.Equal(to, (await GetAsync(from)).Id);
        var active = model.Entries.Values.Where(e => e.History[^1].State == DatasetState.Active).Select(e => e.RecordId);
        Assert.Equal(active.Order(StringComparer.Ordinal), (await ListOf(Store.Catalogue.ActiveAsync(source, None))).Select(k => k.RecordId).Order(StringComparer.Ordinal));
    }

    private static string ContentOf(Dataset dataset) => dataset.Provenance.ContentHash["hash-".Length..];
}
