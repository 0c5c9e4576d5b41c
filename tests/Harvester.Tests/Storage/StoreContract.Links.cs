using Harvester.Core.Ports;
using Xunit;

namespace Harvester.Tests.Storage;

/// <summary>When addresses are looked at, and how their answers changed.</summary>
public abstract partial class StoreContract
{
    [Fact]
    public async Task Links_ComeDueInOrder_AndKeepTheirTimeUnlessItIsReplaced()
    {
        await Store.Links.PlanAsync([new("b", Noon), new("a", Noon), new("c", Noon.AddHours(-1)), new("d", Noon.AddHours(1))], replace: false, None);
        await Store.Links.PlanAsync([new("b", Noon.AddDays(9)), new("e", Noon)], replace: false, None);

        Assert.Equal(["c", "a", "b", "e"], await Store.Links.DueAsync(Noon, 10, None));
        Assert.Equal(["c", "a"], await Store.Links.DueAsync(Noon, 2, None));

        await Store.Links.PlanAsync([new("b", Noon.AddDays(9)), new("a", null), new("nobody", null)], replace: true, None);
        Assert.Equal(["c", "e"], await Store.Links.DueAsync(Noon, 10, None));
        Assert.Equal(["c", "e", "d", "b"], await Store.Links.DueAsync(DateTimeOffset.MaxValue, 10, None));
    }

    [Fact]
    public async Task LinkHistory_IsOfOneDataset_NewestFirst()
    {
        LinkChange[] changes = [new("a", "1", "https://example.org/1", "200", Noon), new("b", "1", "https://example.org/2", "404", Noon), new("a", "1", "https://example.org/1", "404", Noon.AddDays(1))];
        await Store.Links.AddHistoryAsync(changes, None);

        Assert.Equal([changes[2], changes[0]], await Store.Links.HistoryAsync("a", 10, None));
        Assert.Equal([changes[2]], await Store.Links.HistoryAsync("a", 1, None));
        Assert.Empty(await Store.Links.HistoryAsync("c", 10, None));
    }
}
