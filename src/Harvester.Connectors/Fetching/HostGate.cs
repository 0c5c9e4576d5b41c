namespace Harvester.Connectors.Fetching;

/// <summary>
/// Politeness towards one host, whichever sources ask it: at most so many requests at one time, so long a pause between two starts. Each
/// request brings the limits of its own source; who waits is served in order.
/// </summary>
internal sealed class HostGate(TimeProvider clock)
{
    private readonly Lock gate = new();
    private readonly LinkedList<(int Concurrency, TaskCompletionSource Turn)> waiting = [];
    private readonly long origin = clock.GetTimestamp();
    private TimeSpan lastStart = TimeSpan.MinValue;
    private TimeSpan heldUntil;
    private int running;

    /// <summary>Waits for a turn. Dispose the slot when the answer is read.</summary>
    public async Task<IDisposable> EnterAsync(TimeSpan delay, int concurrency, CancellationToken cancellationToken)
    {
        await TakeTurnAsync(concurrency, cancellationToken);
        var slot = new Slot(this);
        try
        {
            if (Reserve(delay) is { } pause && pause > TimeSpan.Zero)
                await Task.Delay(pause, clock, cancellationToken);
            return slot;
        }
        catch (OperationCanceledException)
        {
            slot.Dispose();
            throw;
        }
    }

    /// <summary>The host asked for a pause (Retry-After): nobody starts before it is over.</summary>
    public void Hold(TimeSpan pause)
    {
        lock (gate)
        {
            var until = clock.GetElapsedTime(origin) + pause;
            if (until > heldUntil)
                heldUntil = until;
        }
    }

    private async Task TakeTurnAsync(int concurrency, CancellationToken cancellationToken)
    {
        LinkedListNode<(int, TaskCompletionSource Turn)> node;
        lock (gate)
        {
            if (waiting.Count == 0 && running < concurrency)
            {
                running++;
                return;
            }

            node = waiting.AddLast((concurrency, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)));
        }

        using (cancellationToken.Register(() => GiveUp(node, cancellationToken)))
            await node.Value.Turn.Task;
    }

    private void GiveUp(LinkedListNode<(int, TaskCompletionSource Turn)> node, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (node.List is null)
                return; // its turn came first; the caller sees the cancellation at its next step
            waiting.Remove(node);
            node.Value.Turn.SetCanceled(cancellationToken);
            Admit(); // a patient one may have stood behind it
        }
    }

    private TimeSpan Reserve(TimeSpan delay)
    {
        lock (gate)
        {
            var now = clock.GetElapsedTime(origin);
            var start = lastStart == TimeSpan.MinValue ? now : lastStart + delay;
            if (start < now)
                start = now;
            if (start < heldUntil)
                start = heldUntil;
            lastStart = start;
            return start - now;
        }
    }

    private void Leave()
    {
        lock (gate)
        {
            running--;
            Admit();
        }
    }

    private void Admit()
    {
        while (waiting.First is { } first && running < first.Value.Concurrency)
        {
            waiting.RemoveFirst();
            running++;
            first.Value.Turn.SetResult();
        }
    }

    private sealed class Slot(HostGate owner) : IDisposable
    {
        private HostGate? owner = owner;

        public void Dispose() => Interlocked.Exchange(ref owner, null)?.Leave();
    }
}
