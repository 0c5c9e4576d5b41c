using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Harvester.Core.Runs;

/// <summary>Cuts a stream into batches and reads one batch ahead, so that fetching and writing overlap in bounded memory.</summary>
public static class Batches
{
    /// <summary>
    /// Unlike <c>Chunk</c>, a fault of the source comes only after everything before it was handed on: a page that fails loses none of
    /// the records already read.
    /// </summary>
    public static IAsyncEnumerable<IReadOnlyList<T>> InBatches<T>(this IAsyncEnumerable<T> items, int size, CancellationToken cancellationToken) => InBatches(items, size, 1, cancellationToken);

    /// <summary>Lets the source work on its next item while this one is used; its fault, too, comes after every item before it.</summary>
    public static IAsyncEnumerable<T> Ahead<T>(this IAsyncEnumerable<T> items, CancellationToken cancellationToken) => Ahead(items, 1, cancellationToken);

    /// <summary>The same, of small items.</summary>
    /// <param name="most">So many wait, besides the one that is used and the one that is being read.</param>
    public static async IAsyncEnumerable<T> Ahead<T>(this IAsyncEnumerable<T> items, int most, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var one in InBatches(items, 1, most, cancellationToken))
            yield return one[0];
    }

    private static async IAsyncEnumerable<IReadOnlyList<T>> InBatches<T>(
        IAsyncEnumerable<T> items, int size, int most, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var channel = Channel.CreateBounded<IReadOnlyList<T>>(new BoundedChannelOptions(most) { SingleReader = true, SingleWriter = true });
        var reading = Task.Run(() => PumpAsync(items, size, channel.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var batch in channel.Reader.ReadAllAsync(cancellationToken))
                yield return batch;
        }
        finally
        {
            await stop.CancelAsync();
            await reading;
        }
    }

    private static async Task PumpAsync<T>(
        IAsyncEnumerable<T> items, int size, ChannelWriter<IReadOnlyList<T>> writer, CancellationToken cancellationToken)
    {
        var batch = new List<T>(size);
        Exception? fault = null;
        try
        {
            await foreach (var item in items.WithCancellation(cancellationToken))
            {
                batch.Add(item);
                if (batch.Count < size)
                    continue;
                await writer.WriteAsync(batch, cancellationToken);
                batch = new List<T>(size);
            }
        }
#pragma warning disable CA1031 // handed to the reader, which rethrows it
        catch (Exception e)
#pragma warning restore CA1031
        {
            fault = e;
        }

        if (batch.Count > 0 && !cancellationToken.IsCancellationRequested)
        {
            try
            {
                await writer.WriteAsync(batch, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                // Nobody reads any more.
            }
        }

        writer.Complete(fault);
    }
}
