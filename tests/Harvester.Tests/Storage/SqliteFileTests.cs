using System.Diagnostics;
using Harvester.Core.Ports;
using Harvester.Storage;
using Microsoft.Data.Sqlite;
using Xunit;
using static Harvester.Tests.Storage.StoreSamples;

namespace Harvester.Tests.Storage;

/// <summary>What concerns the file: opening, damage, other processes, sudden death.</summary>
public sealed class SqliteFileTests : IDisposable
{
    private const string Child = "HARVESTER_TEST_STORE";
    private const int Batch = 20;
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly string folder = Directory.CreateTempSubdirectory("harvester-file-").FullName;

    private string Db => Path.Combine(folder, "deep", "er", "harvester.db");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static Task<IStore> OpenAsync(string path) => Stores.OpenAsync($"sqlite:{path}", TimeProvider.System, None);

    private static async Task<Lease> LeaseAsync(IStore store) =>
        (await store.Sources.AcquireAsync("tokyo", "w", Noon, TimeSpan.FromHours(1), None))!;

    private static CatalogueBatch Added(int number) =>
        new("run", Noon, [.. Enumerable.Range(number * Batch, Batch).Select(i => StoreSamples.Added($"{i}"))]);

    [Fact]
    public async Task FolderAndFile_AreMade()
    {
        await using (await OpenAsync(Db))
            Assert.True(File.Exists(Db));
    }

    [Fact]
    public async Task TwoStores_HaveTwoEpochs()
    {
        await using var one = await OpenAsync(Db);
        await using var two = await OpenAsync(Path.Combine(folder, "two.db"));

        Assert.NotEqual(await one.Changes.EpochAsync(None), await two.Changes.EpochAsync(None));
    }

    [Fact]
    public async Task NewStore_OpenedByManyAtOnce_IsMadeOnce()
    {
        var stores = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => OpenAsync(Db))));

        var epochs = await Task.WhenAll(stores.Select(store => store.Changes.EpochAsync(None)));

        Assert.Single(epochs.Distinct());
        foreach (var store in stores)
            await store.DisposeAsync();
    }

    [Fact]
    public async Task NewerSchema_IsRefusedWithAdvice_AndLeftAlone()
    {
        await (await OpenAsync(Db)).DisposeAsync();
        Sql("UPDATE meta SET value = 999 WHERE key = 'schema'");
        var before = await File.ReadAllBytesAsync(Db, None);

        var fault = await Assert.ThrowsAsync<StoreException>(() => OpenAsync(Db));

        Assert.Contains("999", fault.Message, StringComparison.Ordinal);
        Assert.Contains("newer", fault.Message, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(Db, None));
    }

    [Fact]
    public async Task FileThatIsNoDatabase_IsRefused_AndLeftAlone()
    {
        var path = Path.Combine(folder, "notes.txt");
        await File.WriteAllTextAsync(path, string.Concat(Enumerable.Repeat("not a database ", 500)), None);

        var fault = await Assert.ThrowsAsync<StoreException>(() => OpenAsync(path));

        Assert.Contains("not an SQLite database", fault.Message, StringComparison.Ordinal);
        Assert.StartsWith("not a database", await File.ReadAllTextAsync(path, None), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DatabaseOfAnotherProgram_IsRefused()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Db)!);
        Sql("CREATE TABLE photos (id INTEGER)");

        var fault = await Assert.ThrowsAsync<StoreException>(() => OpenAsync(Db));

        Assert.Contains("no Harvester store", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PathOfAFolder_OrBehindAFile_IsRefused()
    {
        var file = Path.Combine(folder, "file");
        await File.WriteAllTextAsync(file, "x", None);

        await Assert.ThrowsAsync<StoreException>(() => OpenAsync(folder));
        await Assert.ThrowsAsync<StoreException>(() => OpenAsync(Path.Combine(file, "harvester.db")));
    }

    [Fact]
    public async Task DamagedPages_AreAStoreException_WithAdvice()
    {
        await using (var store = await OpenAsync(Db))
            await store.Catalogue.ApplyAsync(await LeaseAsync(store), Added(0), None);
        using (var file = File.OpenWrite(Db))
        {
            file.Seek(16384, SeekOrigin.Begin);
            file.Write(Enumerable.Repeat((byte)0xA5, (int)file.Length - 16384).ToArray());
        }

        var fault = await Assert.ThrowsAsync<StoreException>(async () =>
        {
            await using var store = await OpenAsync(Db);
            await store.Datasets.GetAsync("tokyo~1", None);
        });

        Assert.Contains("restore a backup", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DocumentThatIsNoJson_IsAStoreException()
    {
        await using var store = await OpenAsync(Db);
        await store.Catalogue.ApplyAsync(await LeaseAsync(store), Added(0), None);
        Sql("UPDATE documents SET document = CAST('{' AS BLOB); UPDATE payloads SET payload = CAST('zzz' AS BLOB)");

        await Assert.ThrowsAsync<StoreException>(() => store.Datasets.GetAsync("tokyo~1", None));
        await Assert.ThrowsAsync<StoreException>(() => store.Datasets.RawAsync("tokyo~1", None));
        await Assert.ThrowsAsync<StoreException>(async () => await store.Datasets.AllAsync(new DatasetFilter(), None).ToListAsync());
    }

    [Fact]
    public async Task ReadersDoNotWaitForAWriter_AndSeeTheLastCommit()
    {
        await using var store = await OpenAsync(Db);
        await store.Catalogue.ApplyAsync(await LeaseAsync(store), Added(0), None);
        using var other = Connect();
        using var writing = other.BeginTransaction();
        Execute(other, "DELETE FROM datasets", writing);

        Assert.Equal(Batch, await store.Datasets.CountAsync(new DatasetFilter(), None));
        Assert.NotNull(await store.Datasets.GetAsync("tokyo~1", None));
    }

    [Fact]
    public async Task FileCopiedInTheMiddleOfATransaction_HoldsTheLastCommit()
    {
        await using var store = await OpenAsync(Db);
        var lease = await LeaseAsync(store);
        await store.Catalogue.ApplyAsync(lease, Added(0), None);
        await store.Catalogue.ApplyAsync(lease, Added(1), None);
        var copy = Path.Combine(folder, "copy.db");
        using (var other = Connect())
        using (var writing = other.BeginTransaction())
        {
            // More than the cache holds, so that uncommitted pages reach the log.
            Execute(other, "PRAGMA cache_size = 2; UPDATE documents SET document = zeroblob(200000)", writing);
            File.Copy(Db, copy);
            File.Copy(Db + "-wal", copy + "-wal");
        }

        await using var copied = await OpenAsync(copy);

        Assert.Equal(2 * Batch, (await copied.Datasets.AllAsync(new DatasetFilter(), None).ToListAsync()).Count);
    }

    [Fact]
    public async Task KilledWriter_LeavesWholeBatchesOnly()
    {
        await using (var store = await OpenAsync(Db))
        {
            using var child = StartChild();
            while (await store.Changes.LastAsync(None) < 5 * Batch && !child.HasExited)
                await Task.Yield();
            child.Kill();
            await child.WaitForExitAsync(None);
        }

        await using var after = await OpenAsync(Db);
        var last = await after.Changes.LastAsync(None);
        var datasets = await after.Datasets.AllAsync(new DatasetFilter(), None).ToListAsync();

        Assert.True(last >= 5 * Batch, "the child wrote nothing");
        Assert.Equal(0, last % Batch);
        Assert.Equal(last, datasets.Count);
        Assert.Equal("ok", Sql("PRAGMA integrity_check"));
        Assert.Equal("w", (await after.Sources.GetAsync("tokyo", None))!.LeaseOwner);
    }

    /// <summary>The child's part of <see cref="KilledWriter_LeavesWholeBatchesOnly"/>: writes until it is killed.</summary>
    [Fact(Explicit = true)]
    public async Task WriteUntilKilled()
    {
        if (Environment.GetEnvironmentVariable(Child) is not { } path)
            return;
        await using var store = await OpenAsync(path);
        var lease = await LeaseAsync(store);
        for (var number = 0; number < 10_000; number++)
            await store.Catalogue.ApplyAsync(lease, Added(number), None);
    }

    private Process StartChild()
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { typeof(SqliteFileTests).Assembly.Location, "-method", $"*.{nameof(WriteUntilKilled)}", "-explicit", "only" },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { [Child] = Db },
        };
        return Process.Start(start)!;
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={Db};Pooling=false");
        connection.Open();
        return connection;
    }

    private string? Sql(string sql)
    {
        using var connection = Connect();
        return Execute(connection, sql, null);
    }

    private static string? Execute(SqliteConnection connection, string sql, SqliteTransaction? transaction)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // constants of these tests
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar()?.ToString();
    }
}
