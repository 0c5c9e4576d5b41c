using System.Text;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Xunit;
using static Harvester.Tests.Storage.StoreSamples;

namespace Harvester.Tests.Storage;

/// <summary>What is erased is gone from everywhere, stays away, and leaves the rest as it was.</summary>
public abstract partial class StoreContract
{
    private static readonly KeptAnswer ListAnswer = new() { Url = "https://example.org/list", Accept = "*/*", FinalUrl = "https://example.org/list", BodyHash = "0", Length = 1, FetchedAt = Noon };

    [Theory]
    [InlineData("tokyo~a")]
    [InlineData("tokyo~old")] // an id that led to it
    public async Task Erased_IsGoneFromEverywhere_AndTheRestStays(string id)
    {
        await FilledAsync();
        var last = await Store.Changes.LastAsync(None);

        var takedown = await Store.Takedowns.EraseAsync(Tokyo, id, "個人情報", Noon.AddDays(1), None);

        Assert.Equal(("tokyo~a", "tokyo", "個人情報", Noon.AddDays(1)), (takedown.Id, takedown.Source, takedown.Reason, takedown.At));
        Assert.Equal(["old", "a"], takedown.RecordIds);
        Assert.Equal(["tokyo~old"], takedown.PreviousIds);
        foreach (var erased in new[] { "tokyo~a", "tokyo~old" })
        {
            Assert.Null(await Store.Datasets.GetAsync(erased, None));
            Assert.Empty(await Store.Datasets.HistoryAsync(erased, None));
            Assert.Null(await Store.Datasets.RawAsync(erased, None));
            Assert.Null(await Store.Annotations.GetAsync(erased, None));
            Assert.Empty(await Store.Links.HistoryAsync(erased, 10, None));
            Assert.Equal(takedown.At, (await Store.Takedowns.FindAsync(erased, None))!.At);
        }

        Assert.Empty(await Store.Catalogue.KnownAsync("tokyo", ["a", "old"], None));
        Assert.Equal(["tokyo~b"], await Store.Links.DueAsync(Noon.AddYears(1), 10, None));
        Assert.Equal(["tokyo~b"], (await Store.Headers.DueAsync(Noon.AddYears(1), null, 10, None)).Select(header => header.Dataset));
        Assert.Equal(["tokyo~b"], (await Store.Duplicates.GetAsync(["tokyo~a", "tokyo~b"], None)).Keys);
        Assert.Equal(["tokyo~b"], (await Store.Duplicates.SharersAsync([5], 10, None))[5]);
        Assert.Equal(2, await Store.Coverage.SumAsync("tokyo", "files", None));
        Assert.Null(await Store.Answers.FindAsync("tokyo", ListAnswer.Url, None));
        Assert.NotNull(await Store.Answers.FindAsync("minato", ListAnswer.Url, None));
        Assert.Equal(["b", null], (await Store.Runs.ProblemsAsync("r1", 0, 10, None)).Select(problem => problem.RecordId));
        var report = (await Store.Runs.GetAsync("r1", None))!;
        Assert.Equal((3L, "record b: bad"), (report.Problems[0].Count, Assert.Single(report.Problems[0].Examples)));
        Assert.Equal("", Assert.Single(report.Unmapped).Example);
        Assert.Equal("", Assert.Single((await Store.Sources.GetAsync("tokyo", None))!.Unmapped).Example);
        Assert.Equal(2, (await Store.Datasets.HistoryAsync("tokyo~b", None)).Count);
        Assert.NotNull(await Store.Datasets.RawAsync("tokyo~b", None));

        var changes = await Store.Changes.ReadAsync(0, 1000, None);
        Assert.Equal([(last + 1, ChangeKind.Erased, "tokyo~old"), (last + 2, ChangeKind.Erased, "tokyo~a")], changes.TakeLast(2).Select(change => (change.Sequence, change.Kind, change.Id)));
        Assert.Equal(last + 2, await Store.Changes.LastAsync(None));
        Assert.All(changes, change => Assert.Equal(change.Id == "tokyo~b", change.Dataset is not null));
    }

    [Fact]
    public async Task Erased_IsKnownToTheNextRunOfItsSource_UntilItIsLifted()
    {
        await FilledAsync();
        var takedown = await Store.Takedowns.EraseAsync(Tokyo, "tokyo~a", "why", Noon, None);
        Assert.Equal(["tokyo~a"], (await Store.Catalogue.TakedownsAsync("tokyo", None)).Select(one => one.Id));
        Assert.Empty(await Store.Catalogue.TakedownsAsync("minato", None));

        await Store.Takedowns.LiftAsync(Tokyo, takedown, None);
        await ApplyAsync(Added("a", "again"));
        await ApplyAsync(Updated("a", 2, "changed"));

        Assert.Empty(await Store.Takedowns.ListAsync(None));
        Assert.Equal([1, 2], (await Store.Datasets.HistoryAsync("tokyo~a", None)).Select(version => version.Version));
        var changes = (await Store.Changes.ReadAsync(0, 1000, None)).Where(change => change.Id == "tokyo~a").ToList();
        Assert.All(changes.SkipLast(2), change => Assert.Null(change.Dataset));
        Assert.Equal(["公園一覧 again", "公園一覧 changed"], changes.TakeLast(2).Select(change => change.Dataset!.Title["ja"]));
        await Store.Annotations.PutAsync([new AnnotationWrite.Scored("tokyo~a", Annotations("tokyo~a").Quality)], Noon, None);
        Assert.NotNull(await Store.Annotations.GetAsync("tokyo~a", None));
        await Store.Takedowns.EraseAsync(Tokyo, "tokyo~a", "once more", Noon.AddDays(2), None);
        Assert.Equal("once more", Assert.Single(await Store.Takedowns.ListAsync(None)).Reason);
        Assert.All((await Store.Changes.ReadAsync(0, 1000, None)).Where(change => change.Id == "tokyo~a"), change => Assert.Null(change.Dataset));
    }

    [Fact]
    public async Task Erasing_WhatIsNotThere_OrAnothersOrWithoutTheLease_ChangesNothing()
    {
        await FilledAsync();
        var minato = await LeaseAsync("minato");
        var before = await SnapshotAsync();

        await Assert.ThrowsAsync<StoreException>(() => Store.Takedowns.EraseAsync(Tokyo, "tokyo~none", "why", Noon, None));
        await Assert.ThrowsAsync<StoreException>(() => Store.Takedowns.EraseAsync(minato, "tokyo~a", "why", Noon, None));
        await Assert.ThrowsAsync<StoreException>(() => Store.Takedowns.EraseAsync(Tokyo with { Token = Tokyo.Token - 1 }, "tokyo~a", "why", Noon, None));

        Assert.Equal(before, await SnapshotAsync());
        Assert.Empty(await Store.Takedowns.ListAsync(None));
        Assert.NotNull(await Store.Answers.FindAsync("tokyo", ListAnswer.Url, None));
    }

    /// <summary>a with all that can be known of it, once old; b with the same; something of another source.</summary>
    private async Task FilledAsync()
    {
        await ApplyAsync(Added("a", "1"), Added("b", "b1"));
        await ApplyAsync(Updated("a", 2, "2"), Updated("b", 2, "b2"));
        await ApplyAsync(Added("old", "3"));
        await ApplyAsync(new CatalogueWrite.Move("tokyo~a", "tokyo~old"));
        await Store.Annotations.PutAsync([.. "ab".Select(id => new AnnotationWrite.Scored($"tokyo~{id}", Annotations($"tokyo~{id}").Quality))], Noon, None);
        await Store.Links.PlanAsync([new("tokyo~a", Noon), new("tokyo~b", Noon)], replace: true, None);
        await Store.Links.AddHistoryAsync([new("tokyo~a", "1", "https://example.org/1", "404", Noon)], None);
        await Store.Headers.SaveAsync([.. "ab".Select(id => new HeaderState { Dataset = $"tokyo~{id}", Source = "tokyo", Distribution = "1", Url = "https://example.org/1", Header = ["氏名"], NextDue = Noon })], None);
        await Store.Coverage.PutAsync([Files("tokyo~a", 3), Files("tokyo~b", 2)], None);
        await Store.Duplicates.PutAsync([new("tokyo~a", [5], [1]), new("tokyo~b", [5], [2])], [], None);
        foreach (var source in new[] { "tokyo", "minato" })
            await Store.Answers.KeepAsync(source, ListAnswer, new MemoryStream(Encoding.UTF8.GetBytes("x")), None);
        await Store.Runs.SaveAsync(
            Run("r1", "tokyo", 1) with { Problems = [new ProblemCount("no-title", Severity.Error, Whose.Record, 3, ["record a, value \"x\": bad", "record b: bad"])], Unmapped = [new("extra", 1, "例")] }, None);
        await Store.Runs.AddProblemsAsync("r1", "tokyo", [Problem("a", "one"), Problem("b", "two"), Problem("old", "three"), new RunProblem(null, null, null, Problem("x", "listing").Problem)], None);
        await Store.Sources.RememberAsync(Tokyo, new SourceState { Source = "tokyo", Unmapped = [new("extra", 1, "例")] }, null, None);

        static Contribution Files(string id, long files) => new(id, "131032", "tokyo", new Dictionary<string, long> { ["files"] = files });
    }
}
