using Harvester.Core.Ports;
using Xunit;

namespace Harvester.Tests.Storage;

/// <summary>What background work remembers, and that one worker at a time does it.</summary>
public abstract partial class StoreContract
{
    private Task<bool> TakeAsync(string owner, DateTimeOffset now) => Store.Jobs.TakeAsync("assess", owner, now, Term, None);

    [Fact]
    public async Task JobState_ComesBackAsSaved_WhoeverHasTheJob()
    {
        Assert.Null(await Store.Jobs.GetAsync("assess", None));
        Assert.True(await TakeAsync("one", Noon));
        Assert.Null(await Store.Jobs.GetAsync("assess", None));
        var state = new JobState("assess", "e1", 17, "r1", Noon.AddDays(1));
        await Store.Jobs.SaveAsync(state, None);
        await Store.Jobs.ReleaseAsync("assess", "one", None);
        await Store.Jobs.SaveAsync(state with { Job = "other", NextDue = null, Sequence = 3 }, None);

        Assert.Equal(state, await Store.Jobs.GetAsync("assess", None));
        Assert.Equal(new JobState("other", "e1", 3, "r1"), await Store.Jobs.GetAsync("other", None));
    }

    [Fact]
    public async Task Job_IsOneWorkersUntilItsTerm_AndMayBeProlonged()
    {
        Assert.True(await TakeAsync("one", Noon));

        Assert.False(await TakeAsync("two", Noon + Term - TimeSpan.FromMilliseconds(1)));
        Assert.True(await TakeAsync("one", Noon + TimeSpan.FromMinutes(5)));
        Assert.False(await TakeAsync("two", Noon + Term));
        Assert.True(await TakeAsync("two", Noon + TimeSpan.FromMinutes(5) + Term));
        Assert.False(await TakeAsync("one", Noon + TimeSpan.FromMinutes(6) + Term));
    }

    [Fact]
    public async Task JobGivenBack_IsFree_ButNotByAnother()
    {
        await TakeAsync("one", Noon);
        await Store.Jobs.ReleaseAsync("assess", "two", None);
        Assert.False(await TakeAsync("two", Noon));
        await Store.Jobs.ReleaseAsync("assess", "one", None);
        Assert.True(await TakeAsync("two", Noon));
    }

    [Fact]
    public async Task ManyWorkersAtOneJob_ExactlyOneHasIt()
    {
        await using var other = await OpenAsync();
        var taken = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => (i % 2 == 0 ? Store : other).Jobs.TakeAsync("assess", $"worker {i}", Noon, Term, None)));
        Assert.Single(taken, true);
    }
}
