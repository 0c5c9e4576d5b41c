using System.Text.Json;
using CsCheck;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Xunit;
using static Harvester.Tests.Storage.StoreSamples;

namespace Harvester.Tests.Storage;

/// <summary>Old changes go; whoever follows the log ends with the same.</summary>
public abstract partial class StoreContract
{
    [Fact]
    public async Task Pruned_KeepsTheLatestOfEach_AllOfTheTimeKept_AndTheStateAtItsBeginning()
    {
        await ApplyAsync(Added("a"), Added("b"));   // 1 2, hour 1
        await ApplyAsync(Updated("a", 2, "b"));     // 3, hour 2
        await Store.Annotations.PutAsync([new AnnotationWrite.Scored("tokyo~a", Annotations("tokyo~a").Quality)], Noon.AddHours(2.5), None); // 4
        await ApplyAsync(Updated("a", 3, "c"));     // 5, hour 3
        await ApplyAsync(Updated("a", 4, "d"));     // 6, hour 4
        await ApplyAsync(Updated("a", 5, "e"));     // 7, hour 5
        Assert.Equal(0, await Store.Changes.CompactedToAsync(None));

        Assert.Equal(3, await PruneAsync(Noon.AddHours(3.5)));

        Assert.Equal(["2 Added tokyo~b", "5 Updated tokyo~a", "6 Updated tokyo~a", "7 Updated tokyo~a"], await LogAsync());
        Assert.All(await Store.Changes.ReadAsync(0, 10, None), change => Assert.NotNull(change.Dataset));
        Assert.Equal([3, 4, 5], (await Store.Datasets.HistoryAsync("tokyo~a", None)).Select(version => version.Version));
        Assert.Equal((4, 7), (await Store.Changes.CompactedToAsync(None), await Store.Changes.LastAsync(None)));
        Assert.Equal(0, await PruneAsync(Noon.AddHours(3.5)));
        Assert.Equal(2, await PruneAsync(Noon.AddHours(99)));
        Assert.Equal((2, "公園一覧 e"), ((await LogAsync()).Count, (await GetAsync("tokyo~a")).Title["ja"]));
        Assert.Equal(6, await Store.Changes.CompactedToAsync(None));
        await ApplyAsync(Updated("a", 6, "f"));
        Assert.Equal([5, 6], (await Store.Datasets.HistoryAsync("tokyo~a", None)).Select(version => version.Version));
    }

    [Fact]
    public async Task Pruned_KeepsWhoMadeTheVersionThatIsShown_AlsoBehindLaterFindings()
    {
        await ApplyAsync(Added("a"));
        await ApplyAsync(new CatalogueWrite.Withdraw("tokyo~a"));
        for (var score = 1; score < 4; score++)
            await Store.Annotations.PutAsync([new AnnotationWrite.Scored("tokyo~a", new Quality(score, $"{score}", new QualityDimensions(score, 0, 0, 0, 0)))], Noon.AddHours(score + 2), None);

        await PruneAsync(Noon.AddDays(9));

        Assert.Equal(["2 Withdrawn tokyo~a", "5 Annotated tokyo~a"], await LogAsync());
        // undo finds the run by it
        Assert.Equal("run-2", (await Store.Datasets.HistoryAsync("tokyo~a", None))[^1].Run);
        Assert.NotNull(await Store.Datasets.RawAsync("tokyo~a", None));
    }

    [Fact]
    public async Task Pruned_OfAnErasedDataset_KeepsThatItWasErased()
    {
        await ApplyAsync(Added("a"), Added("old"));
        await ApplyAsync(new CatalogueWrite.Move("tokyo~a", "tokyo~old"));
        await Store.Takedowns.EraseAsync(Tokyo, "tokyo~a", "why", Noon.AddHours(3), None);

        await PruneAsync(Noon.AddDays(9));

        Assert.Equal(["5 Erased tokyo~old", "6 Erased tokyo~a"], await LogAsync());
    }

    [Fact]
    public async Task Pruning_InSteps_ComesRoundToAll()
    {
        for (var version = 1; version <= 3; version++)
            await ApplyAsync([.. Enumerable.Range(0, 25).Select(i => version == 1 ? Added($"{i:d2}") : Updated($"{i:d2}", version, $"{version}"))]);

        Assert.Equal(50, await PruneAsync(Noon.AddDays(9), 7));

        Assert.Equal(25, (await Store.Changes.EntriesAsync(0, 1000, None)).Count);
        Assert.All(await ListOf(Store.Datasets.AllAsync(new DatasetFilter(), None)), dataset => Assert.Equal(3, dataset.Version));
    }

    [Fact]
    public async Task AnyHistory_PrunedAtAnyMoment_LeadsEveryFollowerToTheSame()
    {
        var number = 0;
        await Gen.Select(Histories, Gen.Int[0, 12], Gen.Int[0, 14], Gen.Int[0, 5]).SampleAsync(
            async (history, moment, before, scored) =>
            {
                var source = $"p{++number}";
                var start = await Store.Changes.LastAsync(None);
                var model = new CatalogueModel(source, start);
                var first = history[..Math.Min(moment, history.Length)];
                await WriteAsync(first, source, model);
                await Store.Annotations.PutAsync([new AnnotationWrite.Scored($"{source}~{scored}", new Quality(number, "x", new QualityDimensions(number, 0, 0, 0, 0)))], Noon.AddMinutes(first.Length), None);
                var whole = await Store.Changes.ReadAsync(start, 1000, None);
                await PruneAsync(Noon.AddMinutes(before), 1 + (number % 9));
                var left = await Store.Changes.ReadAsync(start, 1000, None);
                Assert.All(left, change => Assert.NotNull(change.Dataset));
                if (whole.Count > left.Count)
                    Assert.True(await Store.Changes.CompactedToAsync(None) >= whole.Select(change => change.Sequence).Except(left.Select(change => change.Sequence)).Max());
                // Everything that happened since is there, and what it happened to.
                Assert.Subset(left.Select(change => change.Sequence).ToHashSet(), whole.Where(change => change.At >= Noon.AddMinutes(before)).Select(change => change.Sequence).ToHashSet());
                var end = State(whole, []);
                for (var position = 0; position <= whole.Count; position++)
                {
                    var since = position == 0 ? start : whole[position - 1].Sequence;
                    Assert.Equal(end, State(left.Where(change => change.Sequence > since), whole.Take(position)));
                }
            },
            iter: 60,
            threads: 1);

        static SortedDictionary<string, string> State(IEnumerable<Change> read, IEnumerable<Change> before)
        {
            var state = new SortedDictionary<string, string>(StringComparer.Ordinal);
            foreach (var change in before.Concat(read))
                state[change.Id] = $"{change.Sequence} {change.Kind} {JsonSerializer.Serialize(change.Dataset! with { Annotations = null }, DatasetJson.Plain.Dataset)}";
            return state;
        }
    }

    private async Task<long> PruneAsync(DateTimeOffset before, int datasets = 100)
    {
        var (removed, next) = (0L, (string?)null);
        do
        {
            var step = await Store.Changes.PruneAsync(before, next, datasets, None);
            removed += step.Removed;
            next = step.Next;
        }
        while (next is not null);
        return removed;
    }
}
