using Harvester.Core.Model;
using Harvester.Core.Ports;
using Xunit;
using static Harvester.Tests.Storage.StoreSamples;

namespace Harvester.Tests.Storage;

/// <summary>The change log.</summary>
public abstract partial class StoreContract
{
    [Fact]
    public async Task EmptyLog_HasLastZero()
    {
        Assert.Equal(0, await Store.Changes.LastAsync(None));
        Assert.Empty(await Store.Changes.ReadAsync(0, 10, None));
        Assert.NotEmpty(await Store.Changes.EpochAsync(None));
    }

    [Fact]
    public async Task Log_GivesTheDatasetAsOfEachSequence()
    {
        await ApplyAsync(Added("a"));
        await ApplyAsync(Updated("a", 2, "b"));
        await ApplyAsync(new CatalogueWrite.Withdraw("tokyo~a"));
        await ApplyAsync(Put(Dataset("a", 4, "c"), ChangeKind.Restored));

        var changes = await Store.Changes.ReadAsync(0, 10, None);

        Assert.Equal([1L, 2, 3, 4], changes.Select(c => c.Sequence));
        Assert.Equal([1L, 2, 3, 4], changes.Select(c => c.Dataset!.Sequence));
        Assert.Equal(changes.Select(c => new ChangeEntry(c.Sequence, c.Kind, c.Id, c.At, c.Run)), await Store.Changes.EntriesAsync(0, 10, None));
        Assert.Equal([3L], (await Store.Changes.EntriesAsync(2, 1, None)).Select(c => c.Sequence));
        Assert.Equal([1, 2, 3, 4], changes.Select(c => c.Dataset!.Version));
        Assert.Equal(["公園一覧 a", "公園一覧 b", "公園一覧 b", "公園一覧 c"], changes.Select(c => c.Dataset!.Title["ja"]));
        Assert.Equal([DatasetState.Active, DatasetState.Active, DatasetState.Withdrawn, DatasetState.Active], changes.Select(c => c.Dataset!.State));
        Assert.Equal(["run-1", "run-2", "run-3", "run-4"], changes.Select(c => c.Run!));
        Assert.Equal([Noon.AddHours(1), Noon.AddHours(2), Noon.AddHours(3), Noon.AddHours(4)], changes.Select(c => c.At));
    }

    [Fact]
    public async Task Log_IsReadInPieces()
    {
        await ApplyAsync([.. Enumerable.Range(0, 25).Select(i => Added($"{i:d2}"))]);

        var piece = await Store.Changes.ReadAsync(10, 7, None);

        Assert.Equal(Enumerable.Range(11, 7).Select(i => (long)i), piece.Select(c => c.Sequence));
        Assert.Equal(25, await Store.Changes.LastAsync(None));
        Assert.Empty(await Store.Changes.ReadAsync(25, 1000, None));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1001)]
    public async Task Log_AskedForTooFewOrTooMany_Refuses(int limit) =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Store.Changes.ReadAsync(0, limit, None));

    [Fact]
    public async Task Followers_WhileManyWrite_MissNothing()
    {
        const int Writers = 4, Batches = 15, Size = 7, Total = Writers * Batches * Size;
        await using var other = await OpenAsync();
        var leases = new List<Lease>();
        for (var i = 0; i < Writers; i++)
            leases.Add(await LeaseAsync($"s{i}"));
        var followers = new[] { Store, other, Store }.Select(from => Task.Run(() => FollowAsync(from, Total))).ToArray();

        await Task.WhenAll(leases.Select((lease, i) => Task.Run(async () =>
        {
            for (var batch = 0; batch < Batches; batch++)
            {
                var writes = Enumerable.Range(batch * Size, Size).Select(n => (CatalogueWrite)Added($"{n}", source: lease.Source)).ToArray();
                await (i % 2 == 0 ? Store : other).Catalogue.ApplyAsync(lease, new CatalogueBatch("run", Noon, writes), None);
            }
        })));

        foreach (var seen in await Task.WhenAll(followers))
        {
            Assert.Equal(Enumerable.Range(1, Total).Select(i => (long)i), seen.Select(c => c.Sequence));
            Assert.Equal(Total, seen.Select(c => c.Id).Distinct().Count());
        }
    }

    private static async Task<List<Change>> FollowAsync(IStore from, int total)
    {
        var seen = new List<Change>();
        while (seen.Count < total)
        {
            seen.AddRange(await from.Changes.ReadAsync(seen.Count == 0 ? 0 : seen[^1].Sequence, 10, None));
            await Task.Yield();
        }

        return seen;
    }
}
