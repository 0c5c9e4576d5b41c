using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Harvester.Publishing;

/// <summary>Reads from the store on one processor while another writes: each takes about as long as the other.</summary>
internal static class ReadAhead
{
    private const int Most = 64;

    /// <summary>The same items in the same order, of which up to 64 are read before they are asked for.</summary>
    public static async IAsyncEnumerable<T> Ahead<T>(this IAsyncEnumerable<T> items, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var channel = Channel.CreateBounded<T>(new BoundedChannelOptions(Most) { SingleReader = true, SingleWriter = true });
        var reading = Task.Run(() => ReadAsync(items, channel.Writer, stop.Token), CancellationToken.None);
        var isWhole = false;
        try
        {
            await foreach (var item in channel.Reader.ReadAllAsync(cancellationToken))
                yield return item;
            isWhole = true;
        }
        finally
        {
            await stop.CancelAsync();
            // Who stops in the middle does not want to hear that the reading was stopped.
            await reading.ConfigureAwait(isWhole ? ConfigureAwaitOptions.None : ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task ReadAsync<T>(IAsyncEnumerable<T> items, ChannelWriter<T> writer, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var item in items.WithCancellation(cancellationToken))
                await writer.WriteAsync(item, cancellationToken);
        }
        finally
        {
            // The error, if there was one, is the task's.
            writer.TryComplete();
        }
    }
}
