using System.Diagnostics;

namespace Harvester.Connectors.Fetching;

/// <summary>
/// The time that one attempt may spend waiting for the network, over its redirects and its whole body. Only waiting counts: what the
/// consumer of a stream does between two reads is not the server's fault.
/// </summary>
internal sealed class TimeBudget(TimeSpan total)
{
    public TimeSpan Total { get; } = total;

    public TimeSpan Spent { get; private set; }

    /// <summary>Takes a step of the network under what is left, and under a limit of its own.</summary>
    /// <exception cref="OutOfTimeException">The step took too long and was cancelled.</exception>
    public async ValueTask<T> RunAsync<T>(Func<CancellationToken, ValueTask<T>> step, TimeSpan limit, CancellationToken cancellationToken)
    {
        var left = Total - Spent;
        var started = Stopwatch.GetTimestamp();
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timer.CancelAfter(left <= TimeSpan.Zero ? TimeSpan.Zero : left < limit ? left : limit);
        try
        {
            return await step(timer.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            // The handler says by an inner exception that its own limit, that of connecting, was reached.
            throw new OutOfTimeException(Idle: limit < left, Connecting: e.InnerException is TimeoutException);
        }
        finally
        {
            Spent += Stopwatch.GetElapsedTime(started);
        }
    }
}
