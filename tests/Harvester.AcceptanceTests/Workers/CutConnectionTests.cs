using System.Diagnostics;
using System.Net;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Storage.MongoDb;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Harvester.AcceptanceTests.Workers;

/// <summary>The way to the store is bad, or the store is away: runs fail, data never does.</summary>
public sealed class CutConnectionTests
{
    private const int Rounds = 9;
    private const int Sources = 4;
    private const int Datasets = 30;

    /// <summary>Short: a run that could not end its commit must not cost the test half a minute.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(0.6);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CutsDelaysAndGarbage_FailRuns_AndTheNextOneHasItAll_EachChangeOnce()
    {
        await using var place = await TestStore.MongoDbAsync();
        await using var portals = await Portals.StartAsync(Sources, Datasets);
        await using var proxy = new CutProxy(EndPointOf(place.Address));
        using var workplace = new Workplace(portals);
        await using var direct = await place.OpenAsync();
        await using var store = await OpenAsync(place.Address, proxy);
        using var followed = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var following = FollowAsync(direct, followed);
        var (edition, outcomes, clock) = (1, new List<RunStatus>(), Stopwatch.StartNew());
        var (times, halves) = (new List<string>(), 0);
        portals.Edition = (n, i) => Editions(n, i, edition);

        for (; edition <= Rounds; edition++)
        {
            // A few cuts cost time only; a server that goes away leaves half a commit; with no connection that lasts nothing even begins.
            if (edition == Rounds)
                proxy.MisbehaveHarshly(edition);
            else if (edition % 3 == 1)
                proxy.Misbehave(edition, most: 8);
            else
                proxy.LeaveAfter((long)Math.Pow(2, 15 + 3 * new Random(edition).NextDouble()));
            foreach (var report in await workplace.RunAllAsync(store))
            {
                outcomes.Add(report.Status);
                if (report.Status is not RunStatus.Succeeded)
                    AssertFailedOnce(report, $"seed {edition}");
            }

            times.Add($"{clock.Elapsed.TotalSeconds:0.0}");
            halves += await HasJournalAsync(place.Address) ? 1 : 0;
            proxy.Behave();
            await BackAsync(store);
            foreach (var report in await workplace.RunAllAsync(store))
                Assert.True(report.Status is RunStatus.Succeeded, $"seed {edition}: after it {report.Source} {report.Status}: {report.Error}");
        }

        edition = Rounds;
        var last = await direct.Changes.LastAsync(Token);
        await followed.CancelAsync();
        var seen = await following;
        seen.AddRange(await direct.Changes.ReadAsync(seen.Count == 0 ? 0 : seen[^1].Sequence, 1000, Token));
        TestContext.Current.TestOutputHelper?.WriteLine($"{proxy.Cuts} cuts; {halves} commits left half-way; runs: {string.Join(", ", outcomes.CountBy(o => o))}; {clock.Elapsed.TotalSeconds:0.0} s {string.Join(" ", times)}");

        Assert.Contains(RunStatus.Failed, outcomes);
        Assert.Contains(RunStatus.Succeeded, outcomes);
        Assert.Equal(last, seen[^1].Sequence);
        var all = await AllAsync(direct);
        Assert.Equal(all.Select(change => (change.Sequence, change.Id, change.Dataset?.Version)), seen.Select(change => (change.Sequence, change.Id, change.Dataset?.Version)));
        Assert.Equal(seen.Select(change => change.Sequence), seen.Select(change => change.Sequence).Distinct().Order());
        foreach (var dataset in seen.GroupBy(change => change.Id))
        {
            var numbers = dataset.First().Dataset!.Provenance.RecordId.Split('-');
            var visible = Enumerable.Range(1, Rounds).Select(round => Editions(int.Parse(numbers[1]), int.Parse(numbers[2]), round)).Distinct().Count();
            Assert.Equal(Enumerable.Range(1, visible), dataset.Select(change => change.Dataset!.Version));
        }

        await using var calm = TestStore.Sqlite();
        await using var undisturbed = await calm.OpenAsync();
        Assert.All(await workplace.RunAllAsync(undisturbed), report => Assert.Equal(RunStatus.Succeeded, report.Status));
        var expected = await StoredCatalogue.LinesAsync(undisturbed, Token);
        Assert.Equal(Sources * Datasets, expected.Count);
        Assert.Equal(expected, await StoredCatalogue.LinesAsync(direct, Token));
    }

    [Fact]
    public async Task AstoreThatGoesAwayBetweenTwoPages_IsOneFailedRun_AndTheNextOneCompletes()
    {
        const int many = 1500;
        await using var place = await TestStore.MongoDbAsync();
        await using var portals = await Portals.StartAsync(1, many, pageSize: 100);
        await using var proxy = new CutProxy(EndPointOf(place.Address));
        using var workplace = new Workplace(portals);
        await using var direct = await place.OpenAsync();
        await using var store = await OpenAsync(place.Address, proxy);

        portals.BeforePage = async start =>
        {
            if (start < 1200)
                return;
            await UntilAsync(async () => await direct.Datasets.CountAsync(new DatasetFilter(), Token) > 0);
            proxy.Leave();
        };
        var clock = Stopwatch.StartNew();
        var failed = Assert.Single(await workplace.RunAllAsync(store));
        TestContext.Current.TestOutputHelper?.WriteLine($"{clock.Elapsed.TotalSeconds:0.0} s: {failed.Error}; {await direct.Datasets.CountAsync(new DatasetFilter(), Token)} datasets");
        Assert.InRange(await direct.Datasets.CountAsync(new DatasetFilter(), Token), 1, many - 1);
        AssertFailedOnce(failed, "away");
        Assert.Contains("check that the server runs", failed.Error, StringComparison.Ordinal);

        portals.BeforePage = null;
        proxy.Behave();
        await BackAsync(store);
        var completed = Assert.Single(await workplace.RunAllAsync(store));

        Assert.Equal((RunStatus.Succeeded, (string?)null), (completed.Status, completed.Error));
        Assert.DoesNotContain(completed.Problems, problem => problem.Code is "store-unavailable");
        Assert.Equal(many, (await direct.Datasets.AllAsync(new DatasetFilter { State = DatasetState.Active }, Token).ToListAsync(Token)).Count);
        var changes = await StoredCatalogue.ChangesAsync(direct, Token);
        Assert.Equal((many, many), (changes.Count, changes.Select(change => change.Id).Distinct().Count()));
        var runs = await direct.Runs.ListAsync(null, 10, null, Token);
        Assert.Equal([RunStatus.Succeeded, RunStatus.Failed], runs.Select(run => run.Status));
        Assert.True((await direct.Runs.ProblemsAsync(runs[1].Id, 0, 10, Token)).Count <= 1);
    }

    /// <summary>How often a dataset changed until a round: every third in each.</summary>
    private static int Editions(int n, int i, int round) => 1 + Enumerable.Range(2, Math.Max(0, round - 1)).Count(r => (n + i + r) % 3 == 0);

    private static void AssertFailedOnce(RunReport report, string when)
    {
        var what = $"{when}: {report.Source} {report.Status}: {report.Error}; {string.Join("; ", report.Problems.Select(p => $"{p.Code} {p.Count} {string.Join(", ", p.Examples)}"))}";
        Assert.True(report.Status is RunStatus.Failed, what);
        Assert.True(report.Error is { Length: > 0 } && !report.Error.Contains('\n', StringComparison.Ordinal), what);
        Assert.True(report.Problems.Sum(problem => problem.Count) <= 1 && report.Problems.All(problem => problem.Code is "store-unavailable"), what);
    }

    private static EndPoint EndPointOf(string address)
    {
        var server = new MongoUrl(address).Server;
        return IPAddress.TryParse(server.Host, out var known) ? new IPEndPoint(known, server.Port) : new DnsEndPoint(server.Host, server.Port);
    }

    private static async Task<IStore> OpenAsync(string address, CutProxy proxy)
    {
        var through = new MongoUrlBuilder(address) { Server = MongoServerAddress.Parse(proxy.EndPoint.ToString()), DirectConnection = true, ServerSelectionTimeout = Patience };
        return await MongoStore.OpenAsync(through.ToString(), TimeProvider.System, Token, Patience);
    }

    private static async Task<List<Change>> AllAsync(IStore store)
    {
        var all = new List<Change>();
        while (await store.Changes.ReadAsync(all.Count == 0 ? 0 : all[^1].Sequence, 1000, Token) is { Count: > 0 } some)
            all.AddRange(some);
        return all;
    }

    /// <summary>Whether a writer went without ending what it had begun.</summary>
    private static async Task<bool> HasJournalAsync(string address)
    {
        using var client = new MongoClient(address);
        var commit = await client.GetDatabase(new MongoUrl(address).DatabaseName).GetCollection<BsonDocument>("meta").Find(new BsonDocument("_id", "commit")).SingleAsync(Token);
        return !commit["journal"].IsBsonNull;
    }

    /// <summary>The driver has noticed that the server is there again: it looks every half second, and a busy machine makes a look longer than <see cref="Patience"/> allows.</summary>
    private static Task BackAsync(IStore store) => UntilAsync(async () =>
    {
        try
        {
            return await store.Datasets.CountAsync(new DatasetFilter(), Token) >= 0;
        }
        catch (StoreException)
        {
            return false;
        }
    });

    private static async Task UntilAsync(Func<Task<bool>> met)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        for (var tries = 0; !await met() && tries < 500; tries++)
            await timer.WaitForNextTickAsync(Token);
    }

    /// <summary>Reads the log all the while, as a follower does.</summary>
    private static async Task<List<Change>> FollowAsync(IStore store, CancellationTokenSource until)
    {
        var seen = new List<Change>();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        try
        {
            while (await timer.WaitForNextTickAsync(until.Token))
                seen.AddRange(await store.Changes.ReadAsync(seen.Count == 0 ? 0 : seen[^1].Sequence, 100, Token));
        }
        catch (OperationCanceledException) when (until.IsCancellationRequested)
        {
            // The rest is read by who stopped it.
        }

        return seen;
    }
}
