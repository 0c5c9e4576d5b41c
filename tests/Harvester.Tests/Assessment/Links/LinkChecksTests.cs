using Harvester.Core.Assessment;
using Harvester.Core.Assessment.Links;
using Harvester.Core.Assessment.Quality;
using Harvester.Core.Coverage;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Tests.Mapping;
using Harvester.Tests.Storage;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Harvester.Tests.Assessment.Links;

/// <summary>Addresses are looked at spread over days; what is found changes no dataset, and is known for how long it has been so.</summary>
public sealed class LinkChecksTests : IAsyncDisposable
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private readonly Dictionary<string, string> answers = [];
    private readonly List<string> asked = [];
    private AssessmentBench bench = null!;

    [Fact]
    public async Task FirstLooks_AreSpreadOverTheInterval_AndEachComesRoundOnce()
    {
        await OpenAsync([.. Enumerable.Range(0, 200).Select(i => StoreSamples.Added($"{i}", $"{i}"))]);

        var perDay = new List<int>();
        for (var day = 0; day < 15; day++)
        {
            perDay.Add((await RunAsync()).Count);
            bench.Clock.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal(200, asked.Distinct().Count());
        Assert.Equal(200, asked.Count);
        Assert.All(perDay.Skip(1).Take(13), count => Assert.InRange(count, 1, 40));
        bench.Clock.Advance(TimeSpan.FromDays(14));
        Assert.Equal(200, (await RunAsync()).Count);
    }

    [Fact]
    public async Task DeadAddress_IsSinceWhenItDied_InTheLogAndTheFigures_AndTheDatasetStaysAsItWas()
    {
        await OpenAsync(StoreSamples.Added("a"));
        await RunAllAsync();
        var alive = (await bench.GetAsync("a")).Annotations!;
        Assert.Equal("200", Assert.Single(alive.Checks).Code);
        answers["https://files.example.org/a.csv"] = "404";
        bench.Clock.Advance(TimeSpan.FromDays(14));
        var died = bench.Clock.GetUtcNow();
        await RunAllAsync();
        bench.Clock.Advance(TimeSpan.FromDays(1));
        await RunAllAsync();

        var dataset = await bench.GetAsync("a");
        var check = Assert.Single(dataset.Annotations!.Checks);
        Assert.Equal(("404", died, died.AddDays(1)), (check.Code, check.Since, check.CheckedAt));
        Assert.Equal(1, dataset.Version);
        Assert.Equal(["404", "200"], (await bench.Store.Links.HistoryAsync("tokyo~a", 10, Cancel)).Select(change => change.Code));
        Assert.True(dataset.Annotations.Quality!.Score < alive.Quality!.Score);
        Assert.Equal(1, await bench.Store.Coverage.SumAsync("tokyo", "dead", Cancel));
        Assert.Contains(await bench.Store.Changes.ReadAsync(0, 1000, Cancel), change => change.Kind is ChangeKind.Annotated && change.Dataset!.Annotations!.Checks.Any(one => one.IsDead) && change.At == died);
    }

    [Theory]
    [InlineData("403")]
    [InlineData("challenge")]
    [InlineData("timeout")]
    [InlineData("503")]
    [InlineData("host-paused")]
    public async Task RefusalOrBadDay_IsNotDead_AndIsLookedAtAgainTomorrow(string code)
    {
        await OpenAsync(StoreSamples.Added("a"));
        answers["https://files.example.org/a.csv"] = code;
        await RunAllAsync();

        Assert.False((await bench.GetAsync("a")).Annotations!.Checks[0].IsDead);
        bench.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Single(await RunAsync());
    }

    [Fact]
    public async Task DatasetOfManyFiles_IsLookedAtInPieces()
    {
        var files = Enumerable.Range(0, 50).Select(i => new Distribution { Id = $"{i}", DownloadUrl = $"https://example.org/{i}", AccessUrl = $"https://example.org/page{i % 2}" });
        await OpenAsync(StoreSamples.Put(StoreSamples.Dataset("a") with { Distributions = [.. files] }, ChangeKind.Added));

        for (var hour = 0; hour < 5; hour++)
        {
            Assert.Equal(20, (await RunAllAsync()).Count);
            bench.Clock.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal(100, (await bench.GetAsync("a")).Annotations!.Checks.Count); // each file, and the page it is got from
        Assert.Equal(52, asked.Distinct().Count());
    }

    [Fact]
    public async Task MendedAddress_IsLookedAtSoon_AndAWithdrawnDatasetNeverAgain()
    {
        await OpenAsync(StoreSamples.Added("a"));
        answers["https://files.example.org/a.csv"] = "404";
        await RunAllAsync();
        asked.Clear();

        await bench.ApplyAsync(StoreSamples.Updated("a", 2, "b"));
        await CatchUpAsync();
        await RunAsync();
        Assert.Equal(["https://files.example.org/b.csv"], asked);

        await bench.ApplyAsync(new CatalogueWrite.Withdraw("tokyo~a"));
        await CatchUpAsync();
        Assert.Empty(await RunAllAsync());
    }

    [Fact]
    public async Task WithNothingDue_TheJobIsNotTaken_AndNothingIsWritten()
    {
        await OpenAsync(StoreSamples.Added("a"));
        await RunAllAsync();
        asked.Clear();
        await using var other = new SqliteConnection($"Data Source={bench.Database};Mode=ReadOnly;Pooling=False");
        await other.OpenAsync(Cancel);
        var before = await VersionAsync(other);

        Assert.Empty(await RunAsync());
        Assert.Empty(await RunAsync(DateTimeOffset.MaxValue, "two", id => id == "tokyo~unknown"));

        Assert.Equal(before, await VersionAsync(other)); // a lease that is taken and given back is two writes
        Assert.Single(await RunAllAsync());
        Assert.NotEqual(before, await VersionAsync(other));

        // Changes when another connection has written (SQLite, PRAGMA data_version).
        static async Task<long> VersionAsync(SqliteConnection connection)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA data_version";
            return (long)(await command.ExecuteScalarAsync(Cancel))!;
        }
    }

    [Fact]
    public async Task WhileAnotherWorkerIsAtIt_NothingIsAsked_AndThereafterItIs()
    {
        await OpenAsync(StoreSamples.Added("a"));
        Assert.True(await bench.Store.Jobs.TakeAsync("link checks", "another", bench.Clock.GetUtcNow(), TimeSpan.FromHours(1), Cancel));
        Assert.Empty(await RunAllAsync());
        Assert.Empty(asked);

        await bench.Store.Jobs.ReleaseAsync("link checks", "another", Cancel);
        Assert.Single(await RunAllAsync());
    }

    public async ValueTask DisposeAsync() => await bench.DisposeAsync();

    private Assessments Following() => bench.Assessments("one",
        new LinkPlanner(bench.Store.Links, bench.Clock),
        new QualityAssessor(bench.Store.Annotations, new QualityScorer(MappingFixture.Rules.Formats, MappingFixture.Rules.Licences, MappingFixture.Rules.StandardDatasets), "", bench.Clock),
        new CoverageAssessor(bench.Store.Coverage, bench.Store.Annotations, new Contributions(MappingFixture.Rules.Formats, MappingFixture.Scorer), ""));

    private async Task OpenAsync(params IReadOnlyList<CatalogueWrite> writes)
    {
        bench = await AssessmentBench.OpenAsync();
        await bench.ApplyAsync(writes);
        await CatchUpAsync();
    }

    private Task<long> CatchUpAsync() => Following().CatchUpAsync(Cancel);

    private Task<IReadOnlyList<LinkChange>> RunAsync() => RunAsync(bench.Clock.GetUtcNow());

    /// <summary>Whatever has a time.</summary>
    private Task<IReadOnlyList<LinkChange>> RunAllAsync() => RunAsync(DateTimeOffset.MaxValue);

    private Task<IReadOnlyList<LinkChange>> RunAsync(DateTimeOffset dueBy, string worker = "one", Func<string, bool>? wanted = null) =>
        new LinkChecks(bench.Store, new Probe(this), Following(), bench.Clock, worker).RunAsync(1000, dueBy, wanted, Cancel);

    private sealed class Probe(LinkChecksTests test) : ILinkProbe
    {
        public Task<string> ProbeAsync(string source, string url, CancellationToken cancellationToken)
        {
            lock (test.asked)
                test.asked.Add(url);
            return Task.FromResult(test.answers.GetValueOrDefault(url, "200"));
        }
    }
}
