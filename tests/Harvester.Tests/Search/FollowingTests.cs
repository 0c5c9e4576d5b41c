using System.Text;
using Harvester.Core.Ports;
using Harvester.Search;
using Xunit;

namespace Harvester.Tests.Search;

/// <summary>The index follows the change log: every change is seen, nothing is lost or kept by a crash, and what is erased leaves the files.</summary>
public sealed class FollowingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Changes_AreSeen()
    {
        var one = Datasets.Of("1", "人口");
        await using var bench = await SearchBench.StartAsync(one, Datasets.Of("2", "人口の写し"));
        await bench.PutAsync(one.Retitled("世帯"));
        Assert.Equal(["2"], bench.Words("人口"));
        Assert.Equal(["1"], bench.Words("世帯"));
        await bench.AnnotateAsync(new AnnotationWrite.Related("tokyo~2", "tokyo~1", []));
        Assert.Empty(bench.Words("人口"));
        Assert.Equal(["2"], bench.Find(new SearchRequest { Words = "人口", CanonicalOnly = false }));
        await bench.WriteAsync(new CatalogueWrite.Withdraw("tokyo~1"));
        Assert.Empty(bench.Words("世帯"));
        Assert.Equal(["1"], bench.Find(new SearchRequest { Filters = ["state:withdrawn"], CanonicalOnly = false }));
        Assert.Equal(["1"], bench.Find(new SearchRequest { Filters = ["state:deleted"], CanonicalOnly = false }));
        Assert.Equal(await bench.Store.Changes.LastAsync(Cancel), bench.Index.Position);
    }

    [Fact]
    public async Task Follower_ShowsAChangeWithinTwoSeconds()
    {
        await using var bench = await SearchBench.StartAsync();
        var clock = new HandClock();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var following = bench.Index.FollowAsync(bench.Store, clock, stop.Token);
        await UntilItWaitsAsync(clock, following);
        Assert.True(bench.Index.IsCurrent);
        await bench.StoreAsync(SearchBench.Put(Datasets.Of("1", "人口")));
        Assert.Empty(bench.Words("人口"));
        clock.Advance(TimeSpan.FromSeconds(1));
        await UntilItWaitsAsync(clock, following);
        Assert.Equal(["1"], bench.Words("人口"));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => following);
    }

    [Fact]
    public async Task StoreThatIsAway_IsWaitedFor()
    {
        await using var bench = await SearchBench.StartAsync();
        await bench.StoreAsync(SearchBench.Put(Datasets.Of("1", "人口")));
        var clock = new HandClock();
        var store = new LeavingStore(bench.Store) { IsAway = true };
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var following = bench.Index.FollowAsync(store, clock, stop.Token);
        for (var i = 0; i < 10; i++)
        {
            await UntilItWaitsAsync(clock, following);
            clock.Advance(TimeSpan.FromSeconds(8));
        }

        await UntilItWaitsAsync(clock, following);
        Assert.Empty(bench.Words("人口"));
        store.IsAway = false;
        clock.Advance(TimeSpan.FromSeconds(8));
        await UntilItWaitsAsync(clock, following);
        Assert.Equal(["1"], bench.Words("人口"));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => following);
    }

    [Fact]
    public async Task StoreThatLeavesWhileEverythingIsRead_LeavesNothingHalf()
    {
        await using var bench = await SearchBench.StartAsync();
        await bench.StoreAsync([.. Enumerable.Range(0, 5).Select(n => SearchBench.Put(Datasets.Of($"r{n}", "人口")))]);
        var folder = bench.IndexFolder;
        using (var index = CatalogueIndex.Open(folder))
            await Assert.ThrowsAsync<StoreException>(() => index.CatchUpAsync(new LeavingStore(bench.Store) { LeavesAfter = 3 }, Cancel));
        using (var index = CatalogueIndex.Open(folder))
        {
            Assert.Equal((0, 0), (index.Position, index.Search(new SearchRequest()).Total));
            await Assert.ThrowsAsync<StoreException>(() => index.CatchUpAsync(new LeavingStore(bench.Store) { LeavesAfter = 3 }, Cancel));
            Assert.False(index.IsCurrent);
            await index.CatchUpAsync(bench.Store, Cancel);
            Assert.Equal(5, index.Search(new SearchRequest()).Total);
        }
    }

    [Fact]
    public async Task Erased_LeavesIndexAndFiles()
    {
        await using var bench = await SearchBench.StartAsync();
        bench.UseFolder();
        await bench.PutAsync([.. Enumerable.Range(0, 30).Select(n => Datasets.Of($"r{n}", $"人口 {n}"))]);
        await bench.PutAsync(Datasets.Of("himitsu", "himitsutitle", notes: "himitsunotes", tags: ["himitsutag"]));
        Assert.Contains("himitsu", Files(bench.IndexFolder), StringComparison.Ordinal);

        await bench.EraseAsync("tokyo~himitsu");
        await bench.Index.CatchUpAsync(bench.Store, Cancel);

        Assert.Empty(bench.Find(new SearchRequest { Words = "himitsutitle", CanonicalOnly = false }));
        Assert.DoesNotContain("himitsu", Files(bench.IndexFolder), StringComparison.Ordinal);
        Assert.Equal(30, bench.Index.Search(new SearchRequest()).Total);
    }

    [Fact]
    public async Task Erased_WhileTheIndexWasClosed_LeavesTheFilesToo()
    {
        await using var bench = await SearchBench.StartAsync();
        bench.UseFolder();
        await bench.PutAsync([.. Enumerable.Range(0, 30).Select(n => Datasets.Of($"r{n}", n == 7 ? "himitsutitle" : $"人口 {n}"))]);
        bench.Index.Dispose();
        await bench.EraseAsync("tokyo~r7");
        Assert.Contains("himitsu", Files(bench.IndexFolder), StringComparison.Ordinal);
        bench.UseFolder();
        await bench.Index.CatchUpAsync(bench.Store, Cancel);
        Assert.DoesNotContain("himitsu", Files(bench.IndexFolder), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reopened_GoesOnFromWhatWasCommitted()
    {
        await using var bench = await SearchBench.StartAsync();
        bench.UseFolder();
        await bench.PutAsync(Datasets.Of("1", "人口"));
        var position = bench.Index.Position;
        bench.UseFolder();
        Assert.Equal((position, false), (bench.Index.Position, bench.Index.IsCurrent));
        Assert.Equal(["1"], bench.Words("人口"));
        var counting = new LeavingStore(bench.Store);
        await bench.Index.CatchUpAsync(counting, Cancel);
        Assert.Equal((0, true), (counting.Read, bench.Index.IsCurrent));
    }

    [Fact]
    public async Task ProcessThatIsKilled_LosesNothing()
    {
        await using var bench = await SearchBench.StartAsync();
        bench.UseFolder();
        await bench.PutAsync(Datasets.Of("1", "人口"));
        var clock = new HandClock();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var following = bench.Index.FollowAsync(bench.Store, clock, stop.Token);
        await UntilItWaitsAsync(clock, following);
        await bench.StoreAsync(SearchBench.Put(Datasets.Of("2", "人口の写し")));
        clock.Advance(TimeSpan.FromSeconds(1));
        await UntilItWaitsAsync(clock, following);
        Assert.Equal(2, bench.Words("人口").Length);

        // What is on the disk at this moment is what a killed process leaves behind.
        var left = bench.IndexFolder + "-left";
        Directory.CreateDirectory(left);
        foreach (var file in Directory.EnumerateFiles(bench.IndexFolder).Where(file => !file.EndsWith("write.lock", StringComparison.Ordinal)))
            File.Copy(file, Path.Combine(left, Path.GetFileName(file)));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => following);

        using var index = CatalogueIndex.Open(left);
        Assert.Equal((1, 1), (index.Position, index.Search(new SearchRequest()).Total));
        var counting = new LeavingStore(bench.Store);
        await index.CatchUpAsync(counting, Cancel);
        Assert.Equal((2, 1), (index.Search(new SearchRequest()).Total, counting.Read));
    }

    [Fact]
    public async Task OtherEpoch_BuildsAnew()
    {
        await using var bench = await SearchBench.StartAsync();
        bench.UseFolder();
        await bench.PutAsync(Datasets.Of("1", "人口"), Datasets.Of("2", "世帯"));
        await using var other = await SearchBench.StartAsync(Datasets.Of("3", "別の人口"));
        await bench.Index.CatchUpAsync(other.Store, Cancel);
        Assert.Equal(["3"], bench.Find(new SearchRequest()));
        Assert.Equal(1, bench.Index.Position);
    }

    [Theory]
    [InlineData("segments_")]
    [InlineData(".cf")]
    [InlineData(".si")]
    public async Task DamagedIndex_IsBuiltAnew_AndOtherFilesStay(string file)
    {
        await using var bench = await SearchBench.StartAsync();
        bench.UseFolder();
        await bench.PutAsync(Datasets.Of("1", "人口"), Datasets.Of("2", "世帯"));
        bench.Index.Dispose();
        await File.WriteAllTextAsync(Path.Combine(bench.IndexFolder, "README.txt"), "mine", Cancel);
        foreach (var damaged in Directory.EnumerateFiles(bench.IndexFolder).Where(name => Path.GetFileName(name).Contains(file, StringComparison.Ordinal)))
        {
            var bytes = await File.ReadAllBytesAsync(damaged, Cancel);
            bytes[bytes.Length / 2] ^= 0x55;
            await File.WriteAllBytesAsync(damaged, bytes, Cancel);
        }

        bench.UseFolder();
        Assert.Equal(0, bench.Index.Position);
        await bench.Index.CatchUpAsync(bench.Store, Cancel);
        Assert.Equal(["1"], bench.Words("人口"));
        Assert.True(File.Exists(Path.Combine(bench.IndexFolder, "README.txt")));
    }

    [Fact]
    public async Task Folder_IsHeldAgainstOtherProcesses_AndGivenBackAtTheEnd()
    {
        await using var bench = await SearchBench.StartAsync();
        bench.UseFolder();
        var path = Path.Combine(bench.IndexFolder, "write.lock");
        // What another process may open, it could lock: a lock that is shared is none.
        Assert.Throws<IOException>(() => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read).Dispose());

        bench.Index.Dispose();

        using var other = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Read, FileShare.None);
        Assert.Throws<IndexInUseException>(() => CatalogueIndex.Open(bench.IndexFolder));
    }

    [Fact]
    public async Task FolderThatFails_IsGivenUpForMemory_AndWhatItHeldIsShownUntilThen()
    {
        await using var bench = await SearchBench.StartAsync();
        bench.UseFolder();
        await bench.PutAsync(Datasets.Of("1", "人口"));
        var clock = new HandClock();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        // Its disk is away: nothing can be written there any more.
        Directory.Delete(bench.IndexFolder, recursive: true);
        await bench.StoreAsync(SearchBench.Put(Datasets.Of("2", "人口の写し")));
        List<string> told = [];
        var store = new LeavingStore(bench.Store) { IsAway = true };
        var following = bench.Index.FollowAsync(store, clock, stop.Token, (folder, _) => told.Add(folder));
        await UntilItWaitsAsync(clock, following);
        Assert.Equal(["1"], bench.Words("人口"));

        store.IsAway = false;
        clock.Advance(TimeSpan.FromSeconds(60));
        await UntilItWaitsAsync(clock, following);
        Assert.Equal((2, 2), (bench.Words("人口").Length, bench.Index.Position));
        clock.Advance(TimeSpan.FromSeconds(60));
        await UntilItWaitsAsync(clock, following);
        await bench.StoreAsync(SearchBench.Put(Datasets.Of("3", "人口の三")));
        clock.Advance(TimeSpan.FromSeconds(60));
        await UntilItWaitsAsync(clock, following);

        Assert.Equal(3, bench.Words("人口").Length);
        Assert.Equal([bench.IndexFolder], told);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => following);
    }

    [Fact]
    public async Task Folder_HasOneWriter()
    {
        await using var bench = await SearchBench.StartAsync();
        bench.UseFolder();
        await bench.PutAsync(Datasets.Of("1", "人口"));
        var refused = Assert.Throws<IndexInUseException>(() => CatalogueIndex.Open(bench.IndexFolder));
        Assert.Contains(bench.IndexFolder, refused.Message, StringComparison.Ordinal);
        Assert.Equal(["1"], bench.Words("人口"));
        bench.UseFolder();
        Assert.Equal(["1"], bench.Words("人口"));
    }

    [Fact]
    public async Task IndexOfAnotherFormat_IsBuiltAnew()
    {
        await using var bench = await SearchBench.StartAsync(Datasets.Of("1", "人口"));
        using (var directory = Lucene.Net.Store.FSDirectory.Open(bench.IndexFolder))
        using (var writer = new Lucene.Net.Index.IndexWriter(directory, new Lucene.Net.Index.IndexWriterConfig(Lucene.Net.Util.LuceneVersion.LUCENE_48, null)))
        {
            writer.AddDocument([new Lucene.Net.Documents.StringField("dataset", "old~1", Lucene.Net.Documents.Field.Store.NO)]);
            writer.SetCommitData(new Dictionary<string, string> { ["format"] = "0", ["epoch"] = await bench.Store.Changes.EpochAsync(Cancel), ["sequence"] = "1" });
            writer.Commit();
        }

        bench.UseFolder();
        Assert.Equal((0, 0), (bench.Index.Position, bench.Index.Search(new SearchRequest { CanonicalOnly = false }).Total));
        await bench.Index.CatchUpAsync(bench.Store, Cancel);
        Assert.Equal(["1"], bench.Words("人口"));
    }

    private static string Files(string folder) => string.Concat(Directory.EnumerateFiles(folder).Where(file => !file.EndsWith("write.lock", StringComparison.Ordinal)).Select(file =>
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return reader.ReadToEnd();
    }));

    private static async Task UntilItWaitsAsync(HandClock clock, Task following)
    {
        while (!clock.HasTimers)
        {
            Cancel.ThrowIfCancellationRequested();
            if (following.IsCompleted)
                await following;
            await Task.Yield();
        }
    }
}
