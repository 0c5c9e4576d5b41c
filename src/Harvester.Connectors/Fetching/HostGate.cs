namespace Harvester.Connectors.Fetching;

/// <summary>
/// Politeness towards one host, whichever sources ask it: at most so many requests at one time, so long a pause between two starts. Each
/// request brings the limits of its own source; who waits is served in order. What the host itself asks for (Crawl-delay, Retry-After, a 403
/// after quick requests) slows all of them.
/// </summary>
internal sealed class HostGate(TimeProvider clock)
{
    private static readonly TimeSpan LongestSlowness = TimeSpan.FromMinutes(1);

    /// <summary>About as long as a run.</summary>
    private static readonly TimeSpan SlownessLasts = TimeSpan.FromHours(1);

    private readonly Lock gate = new();
    private readonly Dictionary<string, TimeSpan> asked = new(StringComparer.Ordinal); // robots.txt → its Crawl-delay
    private readonly LinkedList<(int Concurrency, TaskCompletionSource Turn)> waiting = [];
    private readonly long origin = clock.GetTimestamp();
    private TimeSpan lastStart = TimeSpan.MinValue;
    private TimeSpan heldUntil;
    private TimeSpan slowness;
    private TimeSpan slowUntil;
    private int running;

    /// <summary>Waits for a turn. Dispose the slot when the answer is read.</summary>
    public async Task<IDisposable> EnterAsync(TimeSpan delay, int concurrency, CancellationToken cancellationToken)
    {
        await TakeTurnAsync(concurrency, cancellationToken);
        var slot = new Slot(this);
        try
        {
            var pause = Reserve(delay);
            while (pause > TimeSpan.Zero)
            {
                await Task.Delay(pause, clock, cancellationToken);
                pause = IsHeld ? Reserve(delay) : TimeSpan.Zero; // the host may have asked for a longer pause meanwhile
            }

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
            heldUntil = Longest(heldUntil, clock.GetElapsedTime(origin) + pause);
        }
    }

    /// <summary>One of the host's robots.txt asks for a pause between requests, or for none any more.</summary>
    public void Slow(string robots, TimeSpan? delay)
    {
        lock (gate)
        {
            if (delay is { } pause)
                asked[robots] = pause;
            else
                asked.Remove(robots);
        }
    }

    /// <summary>The host refuses us for asking too quickly: everybody goes half as fast for a while, and waits first.</summary>
    public void SlowDown(TimeSpan delay, TimeSpan pause)
    {
        lock (gate)
        {
            var now = clock.GetElapsedTime(origin);
            // Requests that were under way together are refused together: that is one refusal.
            if (now >= heldUntil)
            {
                slowness = 2 * Longest(Longest(delay, TimeSpan.FromSeconds(1)), Slowness(now));
                if (slowness > LongestSlowness)
                    slowness = LongestSlowness;
                slowUntil = now + SlownessLasts;
            }

            heldUntil = Longest(heldUntil, now + pause);
        }
    }

    /// <summary>The refusals had another reason.</summary>
    public void EndSlowness()
    {
        lock (gate)
            slowness = TimeSpan.Zero;
    }

    private bool IsHeld
    {
        get
        {
            lock (gate)
                return clock.GetElapsedTime(origin) < heldUntil;
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
            delay = asked.Values.Aggregate(Longest(delay, Slowness(now)), Longest);
            var start = lastStart == TimeSpan.MinValue ? now : lastStart + delay;
            lastStart = Longest(Longest(start, now), heldUntil);
            return lastStart - now;
        }
    }

    private TimeSpan Slowness(TimeSpan now) => now < slowUntil ? slowness : TimeSpan.Zero;

    private static TimeSpan Longest(TimeSpan one, TimeSpan other) => one > other ? one : other;

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
