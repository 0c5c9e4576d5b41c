using Harvester.Core.Assessment;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Tests.Storage;
using Xunit;

namespace Harvester.Tests.Assessment;

/// <summary>What follows the change log misses nothing, does nothing twice without need, and is one worker's at a time.</summary>
public sealed class AssessmentsTests
{
    private readonly Notebook notebook = new();

    [Fact]
    public async Task First_EverythingIsGiven_ThenWhatChanged_ThenNothing()
    {
        await using var bench = await AssessmentBench.OpenAsync();
        await bench.AddAsync("a", "b", "c");
        var assessments = bench.Assessments("one", notebook);

        await CatchUpAsync(assessments);
        Assert.Equal("anew | a+ b+ c+", notebook.Read());

        await bench.ApplyAsync(StoreSamples.Updated("b", 2, "x"), StoreSamples.Updated("b", 3, "y"), new CatalogueWrite.Withdraw("tokyo~a"));
        await bench.AnnotateAsync(new AnnotationWrite.Scored("tokyo~c", new Core.Model.Quality(1, "bad", new QualityDimensions(1, 0, 0, 0, 0))));
        await CatchUpAsync(assessments);
        Assert.Equal("b+ -a c", notebook.Read());

        Assert.Equal(0, await CatchUpAsync(assessments));
        Assert.Equal("", notebook.Read());
    }

    [Fact]
    public async Task MovedDataset_IsGone_UnderItsOldId()
    {
        await using var bench = await AssessmentBench.OpenAsync();
        await bench.AddAsync("old", "new");
        var assessments = bench.Assessments("one", notebook);
        await CatchUpAsync(assessments);
        notebook.Read();

        await bench.ApplyAsync(new CatalogueWrite.Move("tokyo~old", "tokyo~new"));
        await CatchUpAsync(assessments);

        Assert.Equal(["!new", "old+"], notebook.Read().Split(' ').Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task OtherRules_JudgeEverythingAnew()
    {
        await using var bench = await AssessmentBench.OpenAsync();
        await bench.AddAsync("a", "b");
        await CatchUpAsync(bench.Assessments("one", notebook));
        notebook.Read();
        notebook.Revision = "2";

        await CatchUpAsync(bench.Assessments("one", notebook));

        Assert.Equal("anew | a+ b+", notebook.Read());
    }

    [Fact]
    public async Task CutOff_TheRestIsTakenUpByTheNext()
    {
        await using var bench = await AssessmentBench.OpenAsync();
        await bench.AddAsync("a");
        await CatchUpAsync(bench.Assessments("one", notebook));
        notebook.Read();
        await bench.AddAsync([.. Enumerable.Range(0, 1200).Select(i => $"{i}")]);
        var batches = 0;
        notebook.Before = () => ++batches == 2 ? throw new StoreException("away") : Task.CompletedTask;

        await Assert.ThrowsAsync<StoreException>(() => CatchUpAsync(bench.Assessments("one", notebook)));
        await CatchUpAsync(bench.Assessments("two", notebook)); // the job was given back

        var given = notebook.Read().Split(" | ");
        Assert.Equal([1000, 200], given.Select(batch => batch.Split(' ').Length));
        Assert.Equal(1200, given.SelectMany(batch => batch.Split(' ')).Distinct().Count());
    }

    [Fact]
    public async Task SecondWorker_DoesNothing_WhileTheFirstIsAtIt()
    {
        await using var bench = await AssessmentBench.OpenAsync();
        await bench.AddAsync("a");
        var second = new Notebook();
        notebook.Before = async () => Assert.Equal(0, await CatchUpAsync(bench.Assessments("two", second)));

        await CatchUpAsync(bench.Assessments("one", notebook));

        Assert.Equal("", second.Read());
        Assert.Equal("anew | a+", notebook.Read());
    }

    private static Task<long> CatchUpAsync(Assessments assessments) => assessments.CatchUpAsync(TestContext.Current.CancellationToken);
}
