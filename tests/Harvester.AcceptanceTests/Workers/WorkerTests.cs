using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Microsoft.Data.Sqlite;

namespace Harvester.AcceptanceTests.Workers;

/// <summary>Three worker processes share a store; one is killed, one is put to sleep and woken too late.</summary>
public sealed class WorkerTests
{
    private const int Sources = 40;
    private const int Datasets = 25;
    private const string LeaseSeconds = "6";

    private const int Sigkill = 9;
    private const int Sigterm = 15;
    private const int Sigcont = 18;
    private const int Sigstop = 19;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ThreeWorkersOnMongoDb_OneKilledAndOnePaused_HarvestEachSource_NeverTwoAtOnce()
    {
        await using var place = await TestStore.MongoDbAsync();
        await ShareAsync(place);
    }

    [Fact]
    public async Task ThreeWorkersOnSqlite_OneKilledAndOnePaused_HarvestEachSource_NeverTwoAtOnce()
    {
        await using var place = TestStore.Sqlite();
        await ShareAsync(place);
    }

    private static async Task ShareAsync(TestStore place)
    {
        await using var portals = await Portals.StartAsync(Sources, Datasets);
        using var harvester = new HarvesterProgram();
        harvester.Environment["HARVESTER_LEASE_TERM"] = LeaseSeconds;
        harvester.Environment["HARVESTER_CONTACT"] = "acceptance";
        var connectors = "";
        foreach (var (id, yaml) in portals.Connectors())
            connectors = harvester.Connectors(id, yaml);
        await using var store = await place.OpenAsync();
        var workers = new List<Process>();
        try
        {
            portals.Hold();
            for (var n = 0; n < 3; n++)
                workers.Add(Start(harvester, connectors, place.Address));
            var (killed, paused, third) = (workers[0], workers[1], workers[2]);

            // Each has a source, and stands in the middle of it.
            IReadOnlyList<SourceState> states = [];
            await UntilAsync(workers, async () =>
            {
                states = await store.Sources.ListAsync(Token);
                return workers.All(worker => Of(states, worker).Any(portals.Held.Contains));
            });
            var (keep, stop) = (Of(states, killed).First(portals.Held.Contains), Of(states, paused).First(portals.Held.Contains));
            var pages = portals.Pages + Random.Shared.Next(1, 30);
            portals.Release(keep, stop);
            await UntilAsync(workers, () => Task.FromResult(portals.Pages >= pages));

            Assert.Equal(0, Kill(killed.Id, Sigkill));
            var disturbed = Of(await store.Sources.ListAsync(Token), killed).ToHashSet();
            Assert.Contains(keep, disturbed);
            await PauseAsync(paused, place.Address, async () => disturbed.UnionWith(Of(await store.Sources.ListAsync(Token), paused)));
            var taken = Of(await store.Sources.ListAsync(Token), paused);
            Assert.Contains(stop, taken);
            portals.Release();
            await UntilAsync([third], async () => (await store.Sources.ListAsync(Token)).Count(state => state is { LastSuccess: not null, LeaseOwner: null }) == Sources);

            // Woken, it finds that it has lost everything.
            var before = await StoredCatalogue.ChangesAsync(store, Token);
            Assert.Equal(0, Kill(paused.Id, Sigcont));
            IReadOnlyList<RunReport> runs = [];
            await UntilAsync([paused, third], async () =>
            {
                runs = await store.Runs.ListAsync(null, 1000, null, Token);
                return taken.All(source => runs.Any(run => run.Source == source && run.Status is RunStatus.Failed && IsLost(run)));
            });
            Assert.Equal(before, await StoredCatalogue.ChangesAsync(store, Token));
            foreach (var worker in (Process[])[paused, third])
            {
                Assert.Equal(0, Kill(worker.Id, Sigterm));
                await worker.WaitForExitAsync(Token).WaitAsync(TimeSpan.FromSeconds(40), Token);
                Assert.Equal(0, worker.ExitCode);
            }

            TestContext.Current.TestOutputHelper?.WriteLine($"{disturbed.Count} sources under way at the two, {taken.Count} of them at the paused one; {runs.Count} runs");
            AssertRuns(runs, disturbed);
            Assert.Equal(before, await StoredCatalogue.ChangesAsync(store, Token));
        }
        finally
        {
            foreach (var worker in workers)
            {
                if (!worker.HasExited)
                    worker.Kill();
                worker.Dispose();
            }
        }

        Assert.Empty(portals.Overlaps);
        var changes = await StoredCatalogue.ChangesAsync(store, Token);
        Assert.All(changes, change => Assert.Equal(ChangeKind.Added, change.Kind));
        Assert.Equal((Sources * Datasets, Sources * Datasets), (changes.Count, changes.Select(change => change.Id).Distinct().Count()));

        await using var alone = TestStore.Sqlite();
        using var workplace = new Workplace(portals);
        await using var single = await alone.OpenAsync();
        Assert.All(await workplace.RunAllAsync(single), report => Assert.Equal(RunStatus.Succeeded, report.Status));
        Assert.Equal(await StoredCatalogue.LinesAsync(single, Token), await StoredCatalogue.LinesAsync(store, Token));
    }

    private static void AssertRuns(IReadOnlyList<RunReport> runs, HashSet<string> disturbed)
    {
        Assert.All(runs, run => Assert.Equal((0, 0, 0), (run.Withdrawn, run.Missing, run.Rejected)));
        foreach (var source in runs.GroupBy(run => run.Source))
        {
            var told = string.Join("; ", source.Select(run => $"{source.Key} {run.Status} {run.StartedAt:ss.fff}-{run.FinishedAt:ss.fff} {run.Error}"));
            Assert.True(source.All(run => run.Status is RunStatus.Succeeded or RunStatus.Failed), told);
            Assert.True(source.Any(run => run.Status is RunStatus.Succeeded), told);
            Assert.True(source.Count() == 1 || disturbed.Contains(source.Key), told);
            // What the woken worker's run says of its end is when it was woken. Starts are told in whole milliseconds.
            var own = source.Where(run => !IsLost(run)).OrderBy(run => run.StartedAt).ToList();
            Assert.True(own.Zip(own.Skip(1)).All(pair => pair.First.FinishedAt < pair.Second.StartedAt.AddMilliseconds(1)), told);
        }

        Assert.Equal(Sources, runs.Select(run => run.Source).Distinct().Count());
    }

    private static bool IsLost(RunReport run) => run.Error?.Contains("lost to another worker", StringComparison.Ordinal) is true;

    private static List<string> Of(IReadOnlyList<SourceState> states, Process worker) =>
        [.. states.Where(state => state.LeaseOwner?.Split(':')[^2] == worker.Id.ToString(CultureInfo.InvariantCulture)).Select(state => state.Source)];

    /// <summary>
    /// Stops it anywhere, but on SQLite not while it holds the file's lock: nobody could write any more until it goes on, and nothing but the system can
    /// take that lock away. (On MongoDB others take over its place.)
    /// </summary>
    private static async Task PauseAsync(Process worker, string address, Func<Task> stopped)
    {
        using var moment = new PeriodicTimer(TimeSpan.FromMilliseconds(30));
        while (true)
        {
            Assert.Equal(0, Kill(worker.Id, Sigstop));
            await stopped();
            if (!address.StartsWith("sqlite:", StringComparison.Ordinal) || await CanWriteAsync(address["sqlite:".Length..]))
                return;
            Assert.Equal(0, Kill(worker.Id, Sigcont));
            await moment.WaitForNextTickAsync(Token);
        }
    }

    private static async Task<bool> CanWriteAsync(string path)
    {
        await using var connection = new SqliteConnection($"Data Source={path};Default Timeout=1;Pooling=False");
        await connection.OpenAsync(Token);
        try
        {
            await using var transaction = connection.BeginTransaction(deferred: false);
            return true;
        }
        catch (SqliteException e) when (e.SqliteErrorCode == 5)
        {
            return false;
        }
    }

    private static Process Start(HarvesterProgram harvester, string connectors, string address)
    {
        var process = harvester.Start("worker", "--connectors", connectors, "--allow-private-networks", "--store", address);
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { }; // read, lest the pipe fills
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static async Task UntilAsync(IReadOnlyList<Process> alive, Func<Task<bool>> met)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var since = Stopwatch.StartNew();
        while (since.Elapsed < TimeSpan.FromSeconds(90))
        {
            if (await met())
                return;
            Assert.All(alive, worker => Assert.False(worker.HasExited));
            await timer.WaitForNextTickAsync(Token);
        }

        Assert.Fail("it did not come about within 90 seconds");
    }

#pragma warning disable SYSLIB1054, CA5392 // one call in a test
    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Kill(int process, int signal);
#pragma warning restore SYSLIB1054, CA5392
}
