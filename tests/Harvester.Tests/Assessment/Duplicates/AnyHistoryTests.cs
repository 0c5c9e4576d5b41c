using CsCheck;
using Harvester.Core.Ports;
using Xunit;

namespace Harvester.Tests.Assessment.Duplicates;

/// <summary>Random changes, a few at a time, looked at as they come, against one look at everything after each of them.</summary>
public sealed class AnyHistoryTests
{
    private static readonly string[] Titles = ["公園", "公園一覧", "公園 令和5年", "公園 令和6年"];
    private static readonly string[] Urls = [.. Enumerable.Range(0, 5).Select(n => $"https://example.org/koen_{(char)('a' + n)}.csv"), "https://moved.example/x/koen_a.csv", "https://moved.example/x/koen_b.csv"];

    private static readonly Gen<Step> Steps = Gen.Select(Gen.Int[0, 9], Gen.Int[0, 8], Gen.Int[0, 8], Gen.Int[0, 3], Gen.Int[0, 6].Array[0, 3], (what, slot, other, title, files) =>
        new Step(what, slot, other, Titles[title], [.. files.Distinct().Select(n => Urls[n])]));

    private static string Id(int slot) => $"{SourceOf(slot)}~{slot}";

    private static string SourceOf(int slot) => (slot % 3) switch { 0 => "tokyo", 1 => "minato", _ => "other" };

    [Fact]
    public Task ChangeByChange_ItComesOutAsFromScratch() => Steps.Array[1, 3].Array[4, 16].SampleAsync(
        async history =>
        {
            await using var bench = await Bench.StartAsync();
            foreach (var steps in history)
            {
                foreach (var step in steps)
                    await DoAsync(bench, step);
                await bench.CatchUpAsync();
                await IsAsFromScratchAsync(bench);
            }
        },
        iter: 30,
        threads: 1);

    // With the annotations at hand, so that the same records stand for their groups.
    private static async Task IsAsFromScratchAsync(Bench bench)
    {
        await bench.CatchUpAsync(); // what it found itself is in the log, too
        var (answers, groups, last) = (await bench.AnswersAsync(), await bench.GroupsAsync(), await bench.Store.Changes.LastAsync(CancellationToken.None));
        await bench.AnewAsync();
        Assert.Equal(answers, await bench.AnswersAsync());
        Assert.Equal(groups, await bench.GroupsAsync());
        Assert.Equal(last, await bench.Store.Changes.LastAsync(CancellationToken.None));
    }

    private static async Task DoAsync(Bench bench, Step step)
    {
        var id = Id(step.Slot);
        var known = await bench.Store.Datasets.GetAsync(id, CancellationToken.None) is not null;
        switch (step.What)
        {
            case < 5 or > 8:
                await bench.PutAsync(Records.Dataset(SourceOf(step.Slot), $"{step.Slot}", step.Title, step.Files));
                break;
            case 5 or 6 when known:
                await bench.WriteAsync(new CatalogueWrite.Withdraw(id));
                break;
            case 7 or 8 when known && step.Slot != step.Other && await bench.Store.Datasets.GetAsync(Id(step.Other), CancellationToken.None) is not null:
                await bench.Desk.GiveAsync(step.What == 7 ? VerdictKind.Same : VerdictKind.Apart, id, Id(step.Other), null, CancellationToken.None);
                break;
        }
    }

    private sealed record Step(int What, int Slot, int Other, string Title, string[] Files);
}
