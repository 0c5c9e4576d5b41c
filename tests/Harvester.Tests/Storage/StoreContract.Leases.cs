using Harvester.Core.Ports;
using Xunit;
using static Harvester.Tests.Storage.StoreSamples;

namespace Harvester.Tests.Storage;

/// <summary>Leases and fencing.</summary>
public abstract partial class StoreContract
{
    private static readonly TimeSpan Term = TimeSpan.FromMinutes(10);

    private Task<Lease?> AcquireAsync(string owner, DateTimeOffset now) => Store.Sources.AcquireAsync("minato", owner, now, Term, None);

    [Fact]
    public async Task RunningLease_KeepsOthersOut_UntilItsTerm()
    {
        Assert.NotNull(await AcquireAsync("one", Noon));

        Assert.Null(await AcquireAsync("two", Noon + Term - TimeSpan.FromMilliseconds(1)));
        Assert.Null(await AcquireAsync("one", Noon));
        Assert.NotNull(await AcquireAsync("two", Noon + Term));
    }

    [Fact]
    public async Task Tokens_OnlyGrow_AcrossReleaseAndExpiry()
    {
        var first = (await AcquireAsync("one", Noon))!;
        await Store.Sources.ReleaseAsync(first, None);
        var second = (await AcquireAsync("one", Noon))!;
        var third = (await AcquireAsync("two", Noon + Term))!;
        await Store.Sources.ReleaseAsync(third, None);
        var fourth = (await AcquireAsync("one", Noon))!;

        Assert.True(first.Token < second.Token && second.Token < third.Token && third.Token < fourth.Token);
    }

    [Fact]
    public async Task ManyWorkersAtOnce_ExactlyOneWins()
    {
        await using var other = await OpenAsync();

        var leases = await Task.WhenAll(Enumerable.Range(0, 24).Select(i => Task.Run(
            () => (i % 2 == 0 ? Store : other).Sources.AcquireAsync("minato", $"w{i}", Noon, Term, None))));

        var winner = Assert.Single(leases.OfType<Lease>());
        Assert.Equal(winner.Owner, (await Store.Sources.GetAsync("minato", None))!.LeaseOwner);
    }

    [Fact]
    public async Task Renewal_ProlongsTheLease()
    {
        var lease = (await AcquireAsync("one", Noon))!;

        Assert.True(await Store.Sources.RenewAsync(lease, Noon + (Term / 2), Term, None));

        Assert.Null(await AcquireAsync("two", Noon + Term));
        Assert.Equal(Noon + (Term * 1.5), (await Store.Sources.GetAsync("minato", None))!.LeaseUntil);
    }

    [Fact]
    public async Task LateRenewal_OfALeaseThatNobodyTook_Succeeds() =>
        Assert.True(await Store.Sources.RenewAsync((await AcquireAsync("one", Noon))!, Noon + (Term * 2), Term, None));

    [Fact]
    public async Task LostLease_CannotBeRenewed_AndItsReleaseDoesNothing()
    {
        var lost = (await AcquireAsync("one", Noon))!;
        await AcquireAsync("two", Noon + Term);

        Assert.False(await Store.Sources.RenewAsync(lost, Noon, Term, None));
        await Store.Sources.ReleaseAsync(lost, None);

        Assert.Equal("two", (await Store.Sources.GetAsync("minato", None))!.LeaseOwner);
        Assert.Null(await AcquireAsync("one", Noon + Term));
    }

    [Fact]
    public async Task ReleasedLease_CannotBeRenewed()
    {
        var lease = (await AcquireAsync("one", Noon))!;
        await Store.Sources.ReleaseAsync(lease, None);

        Assert.False(await Store.Sources.RenewAsync(lease, Noon, Term, None));
        Assert.Null((await Store.Sources.GetAsync("minato", None))!.LeaseOwner);
        Assert.Null((await Store.Sources.GetAsync("minato", None))!.LeaseUntil);
    }

    [Fact]
    public async Task WorkerWhoseClockIsAhead_MayTakeALease_AndTheFormerIsFencedOff()
    {
        var slow = (await AcquireAsync("slow clock", Noon))!;
        var fast = (await AcquireAsync("fast clock", Noon.AddDays(1)))!;

        await Assert.ThrowsAsync<StoreException>(() => ApplyAsync(slow, Added("a", source: "minato")));
        await ApplyAsync(fast, Added("b", source: "minato"));

        Assert.Null(await Store.Datasets.GetAsync("minato~a", None));
        Assert.NotNull(await Store.Datasets.GetAsync("minato~b", None));
    }

    [Fact]
    public async Task WorkerWhoseClockIsBehind_TakesNoRunningLease()
    {
        await AcquireAsync("one", Noon);

        Assert.Null(await AcquireAsync("two", Noon.AddDays(-1)));
    }

    [Fact]
    public async Task LeaseOfASourceNeverLeased_WritesNothing() =>
        await Assert.ThrowsAsync<StoreException>(() => ApplyAsync(new Lease("minato", "nobody", 1), Added("a", source: "minato")));
}
