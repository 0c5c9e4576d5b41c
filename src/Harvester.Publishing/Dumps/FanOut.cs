using System.Threading.Channels;

namespace Harvester.Publishing.Dumps;

/// <summary>One reading for several writers at once, so that all of them see the same; the slowest sets the pace, and no more than a few items wait for it.</summary>
internal static class FanOut
{
    private const int Waiting = 64;

    /// <summary>What the writers gave, in their order. A fault of any of them, or of the reading, ends all.</summary>
    public static async Task<IReadOnlyList<TResult>> RunAsync<T, TResult>(
        IAsyncEnumerable<T> items, IReadOnlyList<Func<IAsyncEnumerable<T>, CancellationToken, Task<TResult>>> writers, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var channels = writers.Select(_ => Channel.CreateBounded<T>(new BoundedChannelOptions(Waiting) { SingleReader = true, SingleWriter = true })).ToList();
        var writing = writers.Select((write, i) => GuardedAsync(() => write(channels[i].Reader.ReadAllAsync(stop.Token), stop.Token), stop)).ToList();
        var reading = GuardedAsync(async () =>
        {
            await foreach (var item in items.WithCancellation(stop.Token))
            {
                foreach (var channel in channels)
                    await channel.Writer.WriteAsync(item, stop.Token);
            }

            foreach (var channel in channels)
                channel.Writer.Complete();
            return true;
        }, stop);
        Task[] all = [reading, .. writing];
        await Task.WhenAll(all).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        // The first fault, not the cancellations that it caused.
        if (all.FirstOrDefault(task => task.IsFaulted) is { } faulted)
            await faulted;
        await Task.WhenAll(all);
        return await Task.WhenAll(writing);
    }

    private static async Task<TResult> GuardedAsync<TResult>(Func<Task<TResult>> work, CancellationTokenSource stop)
    {
        try
        {
            return await Task.Run(work, CancellationToken.None);
        }
        catch
        {
            await stop.CancelAsync();
            throw;
        }
    }
}
