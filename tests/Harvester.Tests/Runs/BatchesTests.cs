using Harvester.Core.Runs;
using Xunit;

namespace Harvester.Tests.Runs;

public sealed class BatchesTests
{
    private static async IAsyncEnumerable<int> Then(int count, Exception? fault)
    {
        for (var n = 0; n < count; n++)
        {
            await Task.Yield();
            yield return n;
        }

        if (fault is not null)
            throw fault;
    }

    [Fact]
    public async Task Fault_ComesOnlyAfterEverythingBeforeIt()
    {
        var seen = new List<int>();
        await Assert.ThrowsAsync<FormatException>(async () =>
        {
            await foreach (var batch in Then(25, new FormatException()).InBatches(10, TestContext.Current.CancellationToken))
                seen.AddRange(batch);
        });
        Assert.Equal(Enumerable.Range(0, 25), seen);
    }

    [Fact]
    public async Task LeavingEarly_EndsTheReading()
    {
        var reading = 0;
        async IAsyncEnumerable<int> Endless([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                reading++;
                await Task.Yield();
                yield return 1;
            }
        }

        await foreach (var _ in Endless(TestContext.Current.CancellationToken).InBatches(10, TestContext.Current.CancellationToken))
            break;
        var before = reading;
        await Task.Yield();
        Assert.Equal(before, reading);
        Assert.True(reading < 100);
    }
}
