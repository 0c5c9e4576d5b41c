using System.Runtime.CompilerServices;
using Harvester.Publishing;
using Xunit;

namespace Harvester.Tests.Publishing;

public sealed class ReadAheadTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Items_ComeInTheirOrder()
    {
        var read = new List<int>();
        await foreach (var item in Source(1000).Ahead(Cancel))
            read.Add(item);
        Assert.Equal(Enumerable.Range(0, 1000), read);
    }

    [Fact]
    public async Task FaultOfTheSource_ComesAfterWhatCameBefore()
    {
        var read = 0;
        var fault = await Assert.ThrowsAsync<InvalidDataException>(async () =>
        {
            await foreach (var _ in Source(200, failsAt: 150).Ahead(Cancel))
                read++;
        });
        Assert.Equal(("150", 150), (fault.Message, read));
    }

    [Fact]
    public async Task WhoStopsInTheMiddle_StopsTheSource()
    {
        var ended = new TaskCompletionSource();
        await foreach (var item in Source(int.MaxValue, ended: ended).Ahead(Cancel))
        {
            if (item == 10)
                break;
        }

        Assert.True(ended.Task.IsCompleted);
    }

    [Fact]
    public async Task Source_IsReadNoFurtherThanAFewItemsAhead()
    {
        var given = 0;
        await foreach (var item in Source(10_000, count: () => given++).Ahead(Cancel))
        {
            Assert.True(given - item <= 70, $"{given} were read when {item} was asked for");
        }
    }

    private static async IAsyncEnumerable<int> Source(int most, int failsAt = -1, TaskCompletionSource? ended = null, Action? count = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        try
        {
            for (var i = 0; i < most; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (i == failsAt)
                    throw new InvalidDataException($"{i}");
                count?.Invoke();
                await Task.Yield();
                yield return i;
            }
        }
        finally
        {
            ended?.TrySetResult();
        }
    }
}
