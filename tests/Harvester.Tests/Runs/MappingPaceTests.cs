using Harvester.Core.Model;
using Harvester.Core.Runs;
using Xunit;

namespace Harvester.Tests.Runs;

/// <summary>Mapping leaves processors to the writer as long as it is ahead of it.</summary>
public sealed class MappingPaceTests
{
    [Fact]
    public void WriterThatIsBehind_HasHalfAsManyProcessorsMore_WithEachBatch_AndAllAreTakenAgainWhenItWaits()
    {
        var pace = new MappingPace(8);
        Assert.Equal(8, pace.Processors);
        pace.Mapped(); // the first batch: nobody writes yet
        Assert.Equal(8, pace.Processors);
        pace.Writing();
        Assert.Equal([4, 2, 1, 1], Enumerable.Range(0, 4).Select(_ => Next(pace)));
        pace.Written();
        Assert.Equal([2, 4, 8, 8], Enumerable.Range(0, 4).Select(_ => Next(pace)));
    }

    [Fact]
    public void SingleProcessor_Maps()
    {
        var pace = new MappingPace(1);
        pace.Writing();
        Assert.Equal(1, Next(pace));
    }

    /// <summary>The first batch is being written and the second waits: the third has at most half of the processors.</summary>
    [Fact]
    public async Task RunWhoseWriterIsBehind_MapsOnFewer()
    {
        await using var bench = await RunBench.OpenAsync();
        var (writing, mapped) = (new TaskCompletionSource(), new TaskCompletionSource());
        var store = new HeldUpStore(bench.Store)
        {
            BeforeApplying = () =>
            {
                writing.TrySetResult();
                return mapped.Task;
            },
        };
        var size = bench.Store.Catalogue.BatchSize;
        var atOnce = new int[size];
        var (now, third) = (0, 0);
        bench.Mapper.Reads = title =>
        {
            var (batch, place) = Math.DivRem(int.Parse(title.Split(' ')[1]), size);
            if (batch == 1)
                writing.Task.Wait(TestContext.Current.CancellationToken); // the writer has taken up the first
            if (batch == 2)
            {
                atOnce[place] = Interlocked.Increment(ref now);
                Thread.SpinWait(2000); // long enough that others would take part
                Interlocked.Decrement(ref now);
                if (Interlocked.Increment(ref third) == size)
                    mapped.TrySetResult();
            }

            return title;
        };
        bench.Reads(ScriptedConnector.Listing("s", Enumerable.Range(0, 3 * size)));

        var report = await bench.Runner(through: store).RunAsync(bench.Configured, new RunOptions(), Silent.Instance, TestContext.Current.CancellationToken);

        Assert.Equal((RunStatus.Succeeded, 3L * size), (report.Status, report.Added));
        Assert.InRange(atOnce.Max(), 1, Math.Max(1, Environment.ProcessorCount / 2));
    }

    private static int Next(MappingPace pace)
    {
        pace.Mapped();
        return pace.Processors;
    }
}
