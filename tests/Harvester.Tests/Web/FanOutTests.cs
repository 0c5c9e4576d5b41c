using Harvester.Publishing.Dumps;
using Xunit;

namespace Harvester.Tests.Web;

/// <summary>One reading for several writers.</summary>
public sealed class FanOutTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EveryWriter_SeesEveryItem_InOrder_AndTheReadingWaitsForTheSlowest()
    {
        var (read, ahead) = (0, 0);
        var slow = 0;

        var sums = await FanOut.RunAsync<int, long>(
            Items(),
            [
                async (items, stop) => await SumAsync(items, () => { }, stop),
                async (items, stop) => await SumAsync(items, () => ahead = Math.Max(ahead, read - ++slow), stop),
            ],
            Cancel);

        Assert.Equal([500_500L, 500_500L], sums);
        Assert.InRange(ahead, 0, 200);

        async IAsyncEnumerable<int> Items()
        {
            for (var i = 1; i <= 1000; i++)
            {
                await Task.Yield();
                read = i;
                yield return i;
            }
        }
    }

    [Fact]
    public async Task AFaultOfOneWriter_EndsAll_AndIsTheOneThatIsTold()
    {
        var fault = await Assert.ThrowsAsync<IOException>(() => FanOut.RunAsync<int, long>(
            Endless(),
            [
                async (items, stop) => await SumAsync(items, () => { }, stop),
                (_, _) => throw new IOException("the disk is full"),
            ],
            Cancel));

        Assert.Equal("the disk is full", fault.Message);

        static async IAsyncEnumerable<int> Endless()
        {
            while (true)
            {
                await Task.Yield();
                yield return 1;
            }
        }
    }

    private static async Task<long> SumAsync(IAsyncEnumerable<int> items, Action each, CancellationToken stop)
    {
        var sum = 0L;
        await foreach (var item in items.WithCancellation(stop))
        {
            sum += item;
            each();
        }

        return sum;
    }
}
