using Harvester.Core.Access;
using Harvester.Core.Ports;
using Harvester.Core.Runs;
using Harvester.Storage.Sqlite;
using Xunit;

namespace Harvester.Tests.Access;

/// <summary>No act without its entry, however it ends.</summary>
public sealed class AuditTrailTests : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("harvester-audit-");
    private readonly HandClock clock = new();
    private SqliteStore store = null!;
    private AuditTrail trail = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        store = await SqliteStore.OpenAsync(Path.Combine(folder.FullName, "store.db"), clock, Cancel);
        trail = new AuditTrail(store, static _ => null, clock);
    }

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private AuditEntry Pausing => trail.OnSource(Account.CommandLine, AuditAction.Pause, "minato", "until noon");

    private async Task<AuditEntry> EntryAsync() => Assert.Single(await store.Audit.ListAsync(new AuditFilter(), null, 10, Cancel));

    [Fact]
    public async Task Act_IsWrittenDownBeforeItBegins_AndOnceMoreWithWhatCameOfIt()
    {
        AuditEntry? during = null;

        await trail.ActAsync(Pausing, async () => during = await EntryAsync(), static (entry, _) => entry with { Detail = "until one" });

        Assert.Equal((AuditOutcome.Begun, "until noon"), (during!.Outcome, during.Detail));
        Assert.Equal(during with { Outcome = AuditOutcome.Done, Detail = "until one" }, await EntryAsync());
    }

    [Fact]
    public async Task ActThatIsCutOff_LeavesItsEntry()
    {
        await Assert.ThrowsAsync<StoreException>(() => trail.ActAsync<int>(Pausing, static () => throw new StoreException("away")));

        Assert.Equal(AuditOutcome.Begun, (await EntryAsync()).Outcome);
    }

    [Fact]
    public async Task ActThatCannotBeDone_IsRefused_WithTheReason()
    {
        await Assert.ThrowsAsync<DecisionException>(() => trail.ActAsync<int>(Pausing, static () => throw new DecisionException("it is over")));

        Assert.Equal((AuditOutcome.Refused, "until noon: it is over"), ((await EntryAsync()).Outcome, (await EntryAsync()).Detail));
    }
}
