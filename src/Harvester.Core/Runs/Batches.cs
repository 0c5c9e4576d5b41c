using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Harvester.Core.Runs;

/// <summary>Cuts a stream into batches and reads one batch ahead, so that fetching and writing overlap in bounded memory.</summary>
internal static class Batches
{
    /// <summary>
    /// Unlike <c>Chunk</c>, a fault of the source comes only after everything before it was handed on: a page that fails loses none of
    /// the records already read.
    /// </summary>
    public static async IAsyncEnumerable<IReadOnlyList<T>> InBatches<T>(
        this IAsyncEnumerable<T> items, int size, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var channel = Channel.CreateBounded<IReadOnlyList<T>>(new BoundedChannelOptions(1) { SingleReader = true, SingleWriter = true });
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

    /// <summary>Lets the source work on its next item while this one is used; its fault, too, comes after every item before it.</summary>
    public static async IAsyncEnumerable<T> Ahead<T>(this IAsyncEnumerable<T> items, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var one in items.InBatches(1, cancellationToken))
            yield return one[0];
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
