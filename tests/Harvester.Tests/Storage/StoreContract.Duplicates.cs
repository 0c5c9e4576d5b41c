using Harvester.Core.Ports;
using Xunit;

namespace Harvester.Tests.Storage;

/// <summary>What the search for duplicates remembers.</summary>
public abstract partial class StoreContract
{
    private static DuplicateRow Row(string id, string? canonical, params long[] keys) => new(id, keys, [1, 2, (byte)keys.Length], canonical, canonical is not null, Due: false);

    private Task PutRowsAsync(params DuplicateRow[] rows) => Store.Duplicates.PutAsync(rows, [], None);

    private async Task<string> SharersAsync(int most, params long[] keys) => string.Join(
        ' ', (await Store.Duplicates.SharersAsync(keys, most, None)).OrderBy(shared => shared.Key).Select(shared => $"{shared.Key}:{string.Concat(shared.Value.Order(StringComparer.Ordinal))}"));

    [Fact]
    public async Task DuplicateRows_ComeBackAsStored()
    {
        var rich = new DuplicateRow("a", [long.MinValue, -1, long.MaxValue], [0, 255], "b", Related: true, Due: true);
        await PutRowsAsync(rich, new DuplicateRow("空", [], []));

        var found = await Store.Duplicates.GetAsync(["a", "空", "nobody"], None);

        Assert.Equal(2, found.Count);
        Assert.Equivalent(rich, found["a"], strict: true);
        Assert.Equivalent(new DuplicateRow("空", [], []), found["空"], strict: true);
    }

    [Fact]
    public async Task Sharers_AreFoundByKey_AndFollowEveryChange()
    {
        await PutRowsAsync(Row("a", null, 1, 2), Row("b", null, 2, 3));
        Assert.Equal("1:a 2:ab 3:b", await SharersAsync(9, 1, 2, 3, 4));

        await PutRowsAsync(Row("a", null, 3, 4));
        Assert.Equal("2:b 3:ab 4:a", await SharersAsync(9, 1, 2, 3, 4));

        await Store.Duplicates.PutAsync([Row("c", null, 4)], ["b", "nobody"], None);
        Assert.Equal("3:a 4:ac", await SharersAsync(9, 1, 2, 3, 4));
        Assert.Empty(await Store.Duplicates.GetAsync(["b"], None));
    }

    [Fact]
    public async Task KeyThatManyHave_IsCutOff()
    {
        await PutRowsAsync([.. Enumerable.Range(0, 300).Select(i => Row($"{i}", null, 7, 1000 + i))]);

        var found = await Store.Duplicates.SharersAsync([7, .. Enumerable.Range(1000, 300).Select(i => (long)i)], 5, None);

        Assert.Equal((301, 6), (found.Count, found[7].Count));
        Assert.Equal(["299"], found[1299]);
    }

    [Fact]
    public async Task DuplicateGroups_ComePageByPage_InTheOrderOfTheirCanonicals()
    {
        await PutRowsAsync(Row("b", "b"), Row("a", "b"), Row("d", "c"), Row("c", "c"), Row("e", null), Row("alone", "alone"));

        var first = await Store.Duplicates.GroupsAsync(null, 1, None);
        var second = await Store.Duplicates.GroupsAsync("b", 5, None);

        Assert.Equal(("b", "ab"), (Assert.Single(first).Canonical, string.Concat(first[0].Members)));
        Assert.Equal(("c", "cd"), (Assert.Single(second).Canonical, string.Concat(second[0].Members)));
        Assert.Empty(await Store.Duplicates.GroupsAsync("c", 5, None));
        Assert.Equal(2, await Store.Duplicates.CountGroupsAsync(None));
    }

    [Fact]
    public async Task Verdict_IsFoundFromBothSides_AndTheLaterOneReplacesIt_AndOutlivesTheRows()
    {
        var same = DuplicateVerdict.Of("b", "a", VerdictKind.Same, "港区", Noon);
        var apart = DuplicateVerdict.Of("b", "c", VerdictKind.Apart, null, Noon.AddDays(1));
        await Store.Duplicates.PutVerdictAsync(same with { Kind = VerdictKind.Apart }, None);
        await Store.Duplicates.PutVerdictAsync(same, None);
        await Store.Duplicates.PutVerdictAsync(apart, None);
        await PutRowsAsync(Row("a", null, 1));
        await Store.Duplicates.ClearAsync(None);

        Assert.Empty(await Store.Duplicates.GetAsync(["a"], None));
        Assert.Equal("", await SharersAsync(9, 1));
        Assert.Equal([same], await Store.Duplicates.VerdictsAsync(["a"], None));
        Assert.Equal([same, apart], await Store.Duplicates.VerdictsAsync(["a", "b", "c"], None));
        Assert.Equal([same, apart], await Store.Duplicates.VerdictsAsync(["b"], None));
        Assert.Empty(await Store.Duplicates.VerdictsAsync(["d"], None));
    }
}
