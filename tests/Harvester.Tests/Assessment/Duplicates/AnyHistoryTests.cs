using CsCheck;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Xunit;

namespace Harvester.Tests.Assessment.Duplicates;

/// <summary>
/// Random changes, a few at a time, looked at as they come, against one look at everything after each of them. Files are few, so that chains are frequent in
/// which the first and the last have nothing in common; a crowd comes and goes that makes a key common, and rare again.
/// </summary>
public sealed class AnyHistoryTests
{
    /// <summary>About as many as may have a key (20).</summary>
    private const int LargestCrowd = 22;

    private static readonly string[] Titles = ["公園", "公園", "公園", "公園一覧", "公園 令和5年", "公園 令和6年"];

    // 1.csv and 1.json are one file, whose name says nothing: who has both hangs together with who has either.
    private static readonly (string Url, string? Sum)[] Files =
    [
        ("https://example.org/1.csv", null), ("https://example.org/1.json", null), ("https://example.org/2.csv", null), ("https://example.org/2.csv", "a"), ("https://moved.example/9.csv", "a"),
        ("https://moved.example/8.csv", "b"), ("https://example.org/1.csv", "b"), ("https://example.org/koen_a.csv", null), ("https://moved.example/x/koen_a.csv", "a"),
    ];

    // As digits, so that a history that fails can be read.
    private static readonly Gen<string> SomeFiles = Gen.Int[0, Files.Length - 1].Array[0, 2].Select(numbers => string.Concat(numbers.Distinct()));

    private static readonly Gen<Step> Steps = Gen.Frequency(
        (6, Gen.Select(Gen.Int[0, 8], Gen.Int[0, Titles.Length - 1], SomeFiles, (slot, title, files) => (Step)new Put(slot, Titles[title], files))),
        (2, Gen.Int[0, 8].Select(slot => (Step)new Withdraw(slot))),
        (2, Gen.Select(Gen.Int[0, 8], Gen.Int[0, 8], Gen.Bool, (slot, other, same) => (Step)new Say(slot, other, same ? VerdictKind.Same : VerdictKind.Apart))),
        (1, Gen.Select(Gen.Int[15, LargestCrowd], SomeFiles, (size, files) => (Step)new Crowd(size, files))));

    private static string Id(int slot) => $"{SourceOf(slot)}~{slot}";

    private static string SourceOf(int slot) => (slot % 3) switch { 0 => "tokyo", 1 => "minato", _ => "other" };

    [Fact]
    public Task ChangeByChange_ItComesOutAsFromScratch() => Steps.Array[1, 3].Array[8, 24].SampleAsync(
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

    // With the annotations at hand, so that the same records stand for their groups. In a copy: there it would be mended what looking at changes alone got wrong,
    // and a store that was judged by other rules is judged anew by the next look at changes.
    private static async Task IsAsFromScratchAsync(Bench bench)
    {
        await bench.CatchUpAsync(); // what it found itself is in the log, too
        var (answers, groups, last) = (await bench.AnswersAsync(), await bench.GroupsAsync(), await bench.Store.Changes.LastAsync(CancellationToken.None));
        await using var copy = await bench.CopyAsync();
        await copy.AnewAsync();
        Assert.Equal(await copy.AnswersAsync(), answers);
        Assert.Equal(await copy.GroupsAsync(), groups);
        Assert.Equal(last, await copy.Store.Changes.LastAsync(CancellationToken.None));
    }

    private static async Task DoAsync(Bench bench, Step step)
    {
        switch (step)
        {
            case Put put:
                await bench.PutAsync(Record(SourceOf(put.Slot), put.Slot, put.Title, put.Files));
                break;
            case Withdraw { Slot: var slot } when await IsKnownAsync(bench, Id(slot)):
                await bench.WriteAsync(new CatalogueWrite.Withdraw(Id(slot)));
                break;
            case Say say when say.Slot != say.Other && await IsKnownAsync(bench, Id(say.Slot)) && await IsKnownAsync(bench, Id(say.Other)):
                await bench.Desk.GiveAsync(say.Verdict, Id(say.Slot), Id(say.Other), null, CancellationToken.None);
                break;
            case Crowd crowd:
                await bench.PutAsync(Enumerable.Range(0, crowd.Size).Select(n => Record("crowd", n, $"題{(char)('あ' + n)}", crowd.Files)));
                foreach (var gone in Enumerable.Range(crowd.Size, LargestCrowd - crowd.Size).Select(n => $"crowd~{n}"))
                {
                    if (await IsKnownAsync(bench, gone))
                        await bench.WriteAsync(new CatalogueWrite.Withdraw(gone));
                }

                break;
        }
    }

    private static async Task<bool> IsKnownAsync(Bench bench, string id) => await bench.Store.Datasets.GetAsync(id, CancellationToken.None) is not null;

    private static Dataset Record(string source, int number, string title, string files)
    {
        var record = Records.Dataset(source, $"{number}", title) with
        {
            Distributions = [.. files.Select(digit => digit - '0').Select(n => new Distribution
            {
                Id = $"{n}",
                DownloadUrl = Files[n].Url,
                Format = "CSV",
                Checksum = Files[n].Sum is { } sum ? new Checksum("md5", sum) : null,
            })],
        };
        return record with { Provenance = record.Provenance with { ContentHash = ContentHash.Of(record) } };
    }

    private abstract record Step;

    private sealed record Put(int Slot, string Title, string Files) : Step;

    private sealed record Withdraw(int Slot) : Step;

    private sealed record Say(int Slot, int Other, VerdictKind Verdict) : Step;

    private sealed record Crowd(int Size, string Files) : Step;
}
