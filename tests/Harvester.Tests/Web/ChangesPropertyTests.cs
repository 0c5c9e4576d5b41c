using System.Text.Json.Nodes;
using CsCheck;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Storage;
using Harvester.Storage.Sqlite;
using Harvester.Tests.Publishing;
using Xunit;

namespace Harvester.Tests.Web;

/// <summary>Whoever follows the changes holds exactly the catalogue, whatever happened to it and whenever he read.</summary>
public sealed class ChangesPropertyTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private enum Step
    {
        Put, Withdraw, Miss, Move, Annotate, Erase, Prune, Backup, Restore, Read,
    }

    // Six records, so that each has a history.
    private static readonly Gen<(Step Step, int Slot, int Other, int Content)[]> Histories = Gen.Select(
        Gen.Frequency(
            (8, Gen.Const(Step.Put)), (3, Gen.Const(Step.Withdraw)), (1, Gen.Const(Step.Miss)), (1, Gen.Const(Step.Move)), (3, Gen.Const(Step.Annotate)), (1, Gen.Const(Step.Erase)),
            (1, Gen.Const(Step.Prune)), (1, Gen.Const(Step.Backup)), (1, Gen.Const(Step.Restore)), (6, Gen.Const(Step.Read))),
        Gen.Int[0, 5], Gen.Int[0, 5], Gen.Int[1, 4]).Array[5, 40];

    private readonly string folder = Directory.CreateTempSubdirectory("harvester-follow-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task AFollower_HoldsTheCatalogue_ThroughAnyHistory_AndStartsAnewAfterARestore()
    {
        var store = new SwappedStore { Current = await OpenAsync("first") };
        await using var site = await TestSite.StartOverAsync(store);
        var (number, restores, restarts) = (0, 0, 0);

        await Histories.SampleAsync(
            async history =>
            {
                var name = $"s{++number}";
                await store.Current.DisposeAsync();
                store.Current = await OpenAsync(name);
                var follower = new ChangesFollower(site);
                var backup = 0;
                var erased = new HashSet<string>();
                foreach (var (step, slot, other, content) in history)
                {
                    switch (step)
                    {
                        case Step.Read:
                            await follower.ReadAsync(content);
                            break;
                        case Step.Backup:
                            await Backups.MakeAsync($"sqlite:{PathOf(name)}", PathOf($"{name}-{++backup}"), TimeProvider.System, None);
                            break;
                        case Step.Restore when backup > 0:
                            await store.Current.DisposeAsync();
                            File.Copy(PathOf($"{name}-{backup}"), PathOf(name = $"{name}r"), overwrite: true);
                            store.Current = await OpenAsync(name);
                            (backup, restores) = (0, restores + 1);
                            erased.Clear();
                            break;
                        default:
                            await WriteAsync(site, step, $"{slot}", $"{other}", content, erased);
                            break;
                    }
                }

                while (await follower.ReadAsync(3))
                {
                    // to the end
                }

                restarts += follower.Restarts;
                Assert.Equal(await ListedAsync(site), follower.Held());
            },
            iter: 60,
            threads: 1);

        Assert.True(restores > 0 && restarts > 0, "no history had a restore that a follower met");
    }

    private string PathOf(string name) => Path.Combine(folder, $"{name}.db");

    private async Task<IStore> OpenAsync(string name) => await SqliteStore.OpenAsync(PathOf(name), new FixedClock(TestSite.Now), None);

    private static async Task WriteAsync(TestSite site, Step step, string record, string other, int content, HashSet<string> erased)
    {
        var id = DatasetId.Of("minato", record);
        var stored = await site.Store.Datasets.GetAsync(id, None);
        if (stored is not null && stored.Id != id || erased.Contains(id))
            return; // it leads elsewhere, or may not come back: a run would leave it out
        switch (step)
        {
            case Step.Put:
                var kind = stored switch { null => ChangeKind.Added, { State: DatasetState.Active } => ChangeKind.Updated, _ => ChangeKind.Restored };
                var dataset = Samples.Hashed(Samples.Dataset("minato", record, $"題{content}") with { Version = (stored?.Version ?? 0) + 1, PreviousIds = stored?.PreviousIds ?? [] });
                await site.WriteAsync(new CatalogueWrite.Put(kind, dataset, StoreRaw(dataset)));
                break;
            case Step.Withdraw when stored is not null:
                await site.WriteAsync(new CatalogueWrite.Withdraw(id));
                break;
            case Step.Miss when stored is not null:
                await site.WriteAsync(new CatalogueWrite.Miss(id, TestSite.Now));
                break;
            case Step.Move when stored is not null && await site.Store.Datasets.GetAsync(DatasetId.Of("minato", other), None) is { State: DatasetState.Active } moved && moved.Id != id && moved.Id == DatasetId.Of("minato", other):
                await site.WriteAsync(new CatalogueWrite.Move(id, moved.Id));
                break;
            case Step.Annotate:
                await site.Store.Annotations.PutAsync(
                    [new AnnotationWrite.Scored(id, new Quality(content * 80, $"band{content}", new QualityDimensions(content, 0, 0, 0, 0))), new AnnotationWrite.Related(id, content % 2 == 0 ? $"minato~{other}" : null, [])],
                    TestSite.Now.AddMinutes(content), None);
                break;
            case Step.Erase when stored is not null:
                var lease = (await site.Store.Sources.AcquireAsync("minato", "person", TestSite.Now, TimeSpan.FromMinutes(1), None))!;
                await site.Store.Takedowns.EraseAsync(lease, id, "理由", TestSite.Now, None);
                await site.Store.Sources.ReleaseAsync(lease, None);
                erased.UnionWith([id, .. stored.PreviousIds]);
                break;
            case Step.Prune:
                PrunedChanges? pruned = null;
                do
                    pruned = await site.Store.Changes.PruneAsync(TestSite.Now.AddDays(1), pruned?.Next, 2, None);
                while (pruned.Next is not null);
                break;
        }
    }

    private static RawPayload StoreRaw(Dataset dataset) => new(RecordKind.Ckan, dataset.Provenance.RecordId, null, dataset.Provenance.RawHash, "{}"u8.ToArray());

    private static async Task<IReadOnlyList<string>> ListedAsync(TestSite site)
    {
        var listed = new List<string>();
        string? cursor = null;
        do
        {
            using var response = await site.GetAsync("/api/v1/datasets?limit=2" + (cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor)));
            var page = JsonNode.Parse(await response.Content.ReadAsStringAsync(None))!;
            listed.AddRange(page["items"]!.AsArray().Select(item => ChangesFollower.Comparable(item!.AsObject())));
            cursor = page["next"]?.GetValue<string>();
        }
        while (cursor is not null);
        return listed;
    }
}
