using Harvester.Core.Model;
using Harvester.Core.Ports;
using Xunit;
using static Harvester.Tests.Storage.StoreSamples;

namespace Harvester.Tests.Storage;

/// <summary>What is found out beside the runs: kept apart, joined on read, in the log only where a reader would see it.</summary>
public abstract partial class StoreContract
{
    private static readonly LinkCheck Alive = new("1", "200", Noon, Noon);

    private static AnnotationWrite Score(string id, int score, string rating = "good") =>
        new AnnotationWrite.Scored(id, new Quality(score, rating, new QualityDimensions(score, 0, 0, 0, 0)));

    private static AnnotationWrite Checked(string id, params LinkCheck[] checks) => new AnnotationWrite.LinksChecked(id, checks);

    private Task AnnotateAsync(DateTimeOffset at, params AnnotationWrite[] writes) => Store.Annotations.PutAsync(writes, at, None);

    [Fact]
    public async Task Annotations_AreJoinedOnEveryRead()
    {
        await ApplyAsync(Added("a"), Added("b"));
        await AnnotateAsync(Noon, Score("tokyo~a", 200), Checked("tokyo~a", Alive));

        Assert.Equal(200, (await GetAsync("tokyo~a")).Annotations!.Quality!.Score);
        Assert.Equal("200", (await Store.Datasets.ListAsync(new DatasetFilter(), null, 1, None))[0].Annotations!.Checks[0].Code);
        Assert.NotNull((await ListOf(Store.Datasets.AllAsync(new DatasetFilter(), None)))[0].Annotations);
        Assert.Null((await GetAsync("tokyo~b")).Annotations);
        Assert.Equal(Noon, (await Store.Annotations.GetAsync("tokyo~a", None))!.ChangedAt);
        Assert.Null(await Store.Annotations.GetAsync("tokyo~b", None));
    }

    [Fact]
    public async Task EachKindOfWork_LeavesWhatTheOthersFound()
    {
        await ApplyAsync(Added("a"));
        await AnnotateAsync(Noon, Score("tokyo~a", 200));
        await AnnotateAsync(Noon, new AnnotationWrite.Recognised("tokyo~a", new StandardDatasetMatch("aed", StandardDatasetStatus.Candidate, null, null)));
        await AnnotateAsync(Noon, Checked("tokyo~a", Alive));
        await AnnotateAsync(Noon, new AnnotationWrite.Related("tokyo~a", "tokyo~b", [new Relation("tokyo~b", RelationKind.Same, "the same file")]));
        await AnnotateAsync(Noon, new AnnotationWrite.Recognised("tokyo~a", null));

        var found = (await Store.Annotations.GetAsync("tokyo~a", None))!;

        Assert.Equal((200, null, "200", "tokyo~b"), (found.Quality!.Score, found.StandardDataset, Assert.Single(found.Checks).Code, found.CanonicalId));
        Assert.Equal("the same file", Assert.Single(found.Relations).Evidence);
    }

    [Fact]
    public async Task SeveralFindingsOfOneDataset_AreOneEntry()
    {
        await ApplyAsync(Added("a"), Added("b"));
        await AnnotateAsync(Noon, Score("tokyo~a", 200), Score("tokyo~b", 1), new AnnotationWrite.Related("tokyo~a", "tokyo~b", []));

        Assert.Equal(["3 Annotated tokyo~a", "4 Annotated tokyo~b"], (await LogAsync())[2..]);
        Assert.Equal("tokyo~b", (await GetAsync("tokyo~a")).Annotations!.CanonicalId);
    }

    [Fact]
    public async Task ManyKindsAtOnce_LoseNothing()
    {
        await ApplyAsync([.. Enumerable.Range(0, 20).Select(i => Added($"{i}"))]);
        await using var other = await OpenAsync();
        var writes = Enumerable.Range(0, 20).SelectMany(i => new[] { Score($"tokyo~{i}", i), Checked($"tokyo~{i}", Alive) }).ToList();

        await Task.WhenAll(writes.Select((write, n) => (n % 2 == 0 ? Store : other).Annotations.PutAsync([write], Noon, None)));

        await foreach (var dataset in Store.Datasets.AllAsync(new DatasetFilter(), None))
            Assert.Equal((dataset.Provenance.RecordId, 1), ($"{dataset.Annotations!.Quality!.Score}", dataset.Annotations.Checks.Count));
    }

    [Fact]
    public async Task WhatNoReaderSees_IsReplacedSilently()
    {
        await ApplyAsync(Added("a"));
        await AnnotateAsync(Noon, Score("tokyo~a", 230), Checked("tokyo~a", Alive));
        var before = await Store.Changes.LastAsync(None);

        await AnnotateAsync(Noon.AddDays(1), Score("tokyo~a", 240), Checked("tokyo~a", Alive with { CheckedAt = Noon.AddDays(1) }));

        Assert.Equal(240, (await GetAsync("tokyo~a")).Annotations!.Quality!.Score);
        Assert.Equal(before, await Store.Changes.LastAsync(None));
    }

    [Fact]
    public async Task AddressLookedAtAgain_IsNoChange()
    {
        await ApplyAsync(Added("a"));
        await AnnotateAsync(Noon, Checked("tokyo~a", Alive));

        await AnnotateAsync(Noon.AddDays(1), Checked("tokyo~a", Alive with { CheckedAt = Noon.AddDays(1) }));

        var found = (await Store.Annotations.GetAsync("tokyo~a", None))!;
        Assert.Equal((Noon, Noon.AddDays(1)), (found.ChangedAt, found.Checks[0].CheckedAt));
    }

    [Fact]
    public async Task VisibleAnnotations_EnterTheLog_AndLeaveVersionAndDocument()
    {
        await ApplyAsync(Added("a"));
        await AnnotateAsync(Noon.AddDays(1), Score("tokyo~a", 200));

        var change = (await Store.Changes.ReadAsync(1, 10, None)).Single();
        var dataset = await GetAsync("tokyo~a");

        Assert.Equal((2L, ChangeKind.Annotated, "tokyo~a", Noon.AddDays(1), null), (change.Sequence, change.Kind, change.Id, change.At, change.Run));
        Assert.Equal((1, 2L, 200), (change.Dataset!.Version, change.Dataset.Sequence, change.Dataset.Annotations!.Quality!.Score));
        Assert.Equal(Json(Dataset("a") with { Sequence = 2 }), Json(dataset with { Annotations = null }));
        Assert.Equal(["tokyo~a"], await IdsAsync(new DatasetFilter { SinceSequence = 1 }));
        Assert.Equal([ChangeKind.Added], (await Store.Datasets.HistoryAsync("tokyo~a", None)).Select(v => v.Kind));
    }

    [Fact]
    public async Task AnnotatedEntry_ReadAfterAnUpdate_ShowsTheDatasetOfThen()
    {
        await ApplyAsync(Added("a"));
        await AnnotateAsync(Noon, Score("tokyo~a", 200));
        await ApplyAsync(Updated("a", 2, "b"));

        var changes = await Store.Changes.ReadAsync(0, 10, None);

        Assert.Equal(["公園一覧 a", "公園一覧 a", "公園一覧 b"], changes.Select(c => c.Dataset!.Title["ja"]));
        Assert.Equal([1L, 2, 3], changes.Select(c => c.Dataset!.Sequence));
        Assert.All(changes, change => Assert.NotNull(change.Dataset!.Annotations));
    }

    [Fact]
    public async Task AnnotationsOfUnknownDatasets_AreIgnored()
    {
        await AnnotateAsync(Noon, Score("tokyo~x", 200));

        Assert.Null(await Store.Annotations.GetAsync("tokyo~x", None));
        Assert.Equal(0, await Store.Changes.LastAsync(None));
    }

    [Fact]
    public async Task AnnotationsInsideAPut_AreNotStored()
    {
        await ApplyAsync(Put(Dataset("a") with { Annotations = Annotations("tokyo~a") }, ChangeKind.Added));

        Assert.Null((await GetAsync("tokyo~a")).Annotations);
    }
}
