using System.Diagnostics;
using Harvester.Core.Ports;
using Harvester.Storage;
using MongoDB.Driver;
using Xunit;
using static Harvester.Tests.Storage.StoreSamples;

namespace Harvester.Tests.Storage;

/// <summary>A backup is the store as of one moment, whole or not there, and a history of its own once it is used.</summary>
public sealed class BackupTests : IDisposable
{
    private const string Child = "HARVESTER_TEST_BACKUP";
    private const int Batch = 20;
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly string folder = Directory.CreateTempSubdirectory("harvester-backup-").FullName;

    private string Db => Path.Combine(folder, "catalogue.db");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static Task<IStore> OpenAsync(string path, Action<string>? told = null) => Stores.OpenAsync($"sqlite:{path}", TimeProvider.System, null, None, told);

    private static async Task<Lease> LeaseAsync(IStore store) => (await store.Sources.AcquireAsync("tokyo", "w", Noon, TimeSpan.FromHours(1), None))!;

    private static Task WriteAsync(IStore store, Lease lease, int number) =>
        store.Catalogue.ApplyAsync(lease, new CatalogueBatch("run", Noon, [.. Enumerable.Range(number * Batch, Batch).Select(i => Added($"{i}"))]), None);

    [Fact]
    public async Task Backup_WhileAWorkerWrites_IsTheStoreAsOfOneChange()
    {
        await using var store = await OpenAsync(Db);
        var lease = await LeaseAsync(store);
        await WriteAsync(store, lease, 0);
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            for (var number = 1; !stop.IsCancellationRequested; number++)
                await WriteAsync(store, lease, number);
        });
        var backups = new List<Backup>();
        for (var i = 0; i < 5; i++)
            backups.Add(await Backups.MakeAsync($"sqlite:{Db}", Path.Combine(folder, "deep", $"{i}.db"), TimeProvider.System, None));
        await stop.CancelAsync();
        await writing;

        foreach (var backup in backups)
        {
            await using var copy = await OpenAsync(backup.Path);
            Assert.Equal((0, backup.Sequence), (backup.Sequence % Batch, await copy.Changes.LastAsync(None)));
            Assert.Equal(backup.Sequence, await copy.Datasets.CountAsync(new DatasetFilter(), None));
            Assert.Equal(await LogAsync(store, backup.Sequence), await LogAsync(copy, long.MaxValue));
        }

        Assert.True(backups[^1].Sequence > backups[0].Sequence, "nothing was written meanwhile");
        Assert.True(await store.Changes.LastAsync(None) >= backups[^1].Sequence);
    }

    [Fact]
    public async Task Backup_OpenedForTheFirstTime_IsAHistoryOfItsOwn_AndSaysSoOnce()
    {
        await using var store = await OpenAsync(Db);
        await WriteAsync(store, await LeaseAsync(store), 0);
        var epoch = await store.Changes.EpochAsync(None);
        var backup = await Backups.MakeAsync($"sqlite:{Db}", null, TimeProvider.System, None);
        var told = new List<string>();

        string first;
        await using (var copy = await OpenAsync(backup.Path, told.Add))
            first = await copy.Changes.EpochAsync(None);
        await using var again = await OpenAsync(backup.Path, told.Add);
        await using var live = await OpenAsync(Db, told.Add);

        Assert.NotEqual(epoch, first);
        Assert.Equal(first, await again.Changes.EpochAsync(None));
        Assert.Equal(epoch, await live.Changes.EpochAsync(None));
        Assert.Contains(first, Assert.Single(told), StringComparison.Ordinal);
        Assert.Matches(@"catalogue-\d{8}T\d{6}Z\.db$", backup.Path);
        Assert.Equal(new FileInfo(backup.Path).Directory!.FullName, folder);
        Assert.Empty(Directory.EnumerateFiles(folder, "*.part"));
    }

    [Fact]
    public async Task Backup_ThatCannotBe_IsRefusedInWords_AndLeavesNothing()
    {
        await (await OpenAsync(Db)).DisposeAsync();
        var taken = Path.Combine(folder, "taken.db");
        await File.WriteAllTextAsync(taken, "mine", None);
        var notes = Path.Combine(folder, "notes.db");
        await File.WriteAllTextAsync(notes, string.Concat(Enumerable.Repeat("not a database ", 500)), None);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        var exists = await Assert.ThrowsAsync<StoreException>(() => Backups.MakeAsync($"sqlite:{Db}", taken, TimeProvider.System, None));
        var missing = await Assert.ThrowsAsync<StoreException>(() => Backups.MakeAsync($"sqlite:{Db}x", null, TimeProvider.System, None));
        var mongo = await Assert.ThrowsAsync<StoreException>(() => Backups.MakeAsync("mongodb://127.0.0.1:1/x", null, TimeProvider.System, None));
        var broken = await Assert.ThrowsAsync<StoreException>(() => Backups.MakeAsync($"sqlite:{notes}", null, TimeProvider.System, None));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Backups.MakeAsync($"sqlite:{Db}", Path.Combine(folder, "c.db"), TimeProvider.System, cancelled.Token));

        Assert.Contains("exists already", exists.Message, StringComparison.Ordinal);
        Assert.Contains("There is no catalogue", missing.Message, StringComparison.Ordinal);
        Assert.Contains("mongodump", mongo.Message, StringComparison.Ordinal);
        Assert.Contains("not an SQLite database", broken.Message, StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(taken, None));
        Assert.Equal(["catalogue.db", "notes.db", "taken.db"], Directory.EnumerateFiles(folder).Select(Path.GetFileName).Where(name => !name!.Contains("-wal", StringComparison.Ordinal) && !name.Contains("-shm", StringComparison.Ordinal)).Order());
    }

    [Fact]
    public async Task KilledBackup_LeavesNoHalfFileUnderItsName()
    {
        await using var store = await OpenAsync(Db);
        var lease = await LeaseAsync(store);
        for (var number = 0; number < 25; number++)
            await WriteAsync(store, lease, number);
        using var child = StartChild();
        while (!File.Exists(Path.Combine(folder, "3.db")) && !child.HasExited)
            await Task.Yield();
        child.Kill();
        await child.WaitForExitAsync(None);

        var whole = Directory.EnumerateFiles(folder, "?.db").Concat(Directory.EnumerateFiles(folder, "??.db")).ToList();
        Assert.InRange(whole.Count, 4, 99);
        foreach (var path in whole)
        {
            await using var copy = await OpenAsync(path);
            Assert.Equal(25 * Batch, await copy.Datasets.AllAsync(new DatasetFilter(), None).CountAsync(None));
        }
    }

    /// <summary>The child's part of <see cref="KilledBackup_LeavesNoHalfFileUnderItsName"/>: one backup after another until it is killed.</summary>
    [Fact(Explicit = true)]
    public async Task BackUpUntilKilled()
    {
        if (Environment.GetEnvironmentVariable(Child) is not { } path)
            return;
        for (var number = 0; number < 99; number++)
            await Backups.MakeAsync($"sqlite:{path}", Path.Combine(Path.GetDirectoryName(path)!, $"{number}.db"), TimeProvider.System, None);
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("mongo")]
    public async Task RenewedEpoch_IsAnother_AndNothingElseChanges(string kind)
    {
        var address = kind == "sqlite" ? $"sqlite:{Db}" : await MongoServer.DatabaseAsync($"harvester_test_{Guid.NewGuid():n}");
        try
        {
            await using var store = await Stores.OpenAsync(address, TimeProvider.System, None);
            await WriteAsync(store, await LeaseAsync(store), 0);
            var before = await store.Changes.EpochAsync(None);

            var epoch = await Backups.RenewEpochAsync(address, TimeProvider.System, None);

            Assert.NotEqual(before, epoch);
            Assert.Equal(epoch, await store.Changes.EpochAsync(None));
            Assert.Equal(Batch, await store.Changes.LastAsync(None));
        }
        finally
        {
            if (kind != "sqlite")
            {
                using var client = new MongoClient(address);
                await client.DropDatabaseAsync(MongoUrl.Create(address).DatabaseName, None);
            }
        }
    }

    private static async Task<List<ChangeEntry>> LogAsync(IStore store, long upTo)
    {
        var log = new List<ChangeEntry>();
        while (await store.Changes.EntriesAsync(log.Count == 0 ? 0 : log[^1].Sequence, 1000, None) is { Count: > 0 } some)
            log.AddRange(some);
        return log.FindAll(entry => entry.Sequence <= upTo);
    }

    private Process StartChild() => Process.Start(new ProcessStartInfo("dotnet")
    {
        ArgumentList = { typeof(BackupTests).Assembly.Location, "-method", $"*.{nameof(BackUpUntilKilled)}", "-explicit", "only" },
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        Environment = { [Child] = Db },
    })!;
}
