using Polly;
using Polly.CircuitBreaker;

namespace Harvester.Connectors.Fetching;

/// <summary>
/// Leaves a host alone that does not work, whichever sources ask it: after ten faults in a row nothing is asked for a minute, then one request
/// tries; each such failure doubles the pause. A fault is what says that the host is down: no connection, no answer, 502 to 504 and the 52x of
/// proxies. A 500 is the fault of one page's program, and a refusal is an answer.
/// </summary>
internal sealed class HostCircuit
{
    private const int FaultsInARow = 10;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(30);

    private readonly CircuitBreakerManualControl control = new();
    private readonly ResiliencePipeline<HttpResponseMessage> breaking;
    private readonly TimeProvider clock;
    private long pausedUntil; // UTC ticks

    public HostCircuit(TimeProvider clock)
    {
        this.clock = clock;
        breaking = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = clock }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<HttpResponseMessage>
            {
                // Polly counts shares within a window of time. As each success empties the window below, all that is in it are faults: in a row.
                FailureRatio = 1,
                MinimumThroughput = FaultsInARow,
                SamplingDuration = TimeSpan.FromHours(1),
                BreakDurationGenerator = args => ValueTask.FromResult(PauseAfter(args.HalfOpenAttempts)),
                ShouldHandle = args => ValueTask.FromResult(IsDown(args.Outcome)),
                OnOpened = args =>
                {
                    Volatile.Write(ref pausedUntil, (clock.GetUtcNow() + args.BreakDuration).UtcTicks);
                    return default;
                },
                OnClosed = _ =>
                {
                    Volatile.Write(ref pausedUntil, 0);
                    return default;
                },
                ManualControl = control,
            })
            .Build();
    }

    /// <summary>How long the host is still left alone; null: it may be asked.</summary>
    public TimeSpan? Paused => Volatile.Read(ref pausedUntil) - clock.GetUtcNow().UtcTicks is > 0 and var left ? TimeSpan.FromTicks(left) : null;

    /// <exception cref="BrokenCircuitException">The host is left alone: nothing was sent.</exception>
    public async ValueTask<HttpResponseMessage> SendAsync(Func<CancellationToken, ValueTask<HttpResponseMessage>> send, CancellationToken cancellationToken)
    {
        var response = await breaking.ExecuteAsync(send, cancellationToken);
        if (!IsDown(response))
            await control.CloseAsync(cancellationToken);
        return response;
    }

    private static TimeSpan PauseAfter(int failedTrials)
    {
        var pause = FirstPause * Math.Pow(2, Math.Min(failedTrials, 10));
        return pause < LongestPause ? pause : LongestPause;
    }

    private static bool IsDown(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Result: { } response } => IsDown(response),
        { Exception: OutOfTimeException } => true,
        // What we refuse ourselves says nothing of the host: an address that is not public, a certificate that proves nothing, a missing key.
        { Exception: HttpRequestException e } => !FetchFaults.IsOurRefusal(e),
        _ => false,
    };

    private static bool IsDown(HttpResponseMessage response) => (int)response.StatusCode is >= 502 and <= 504 or >= 520;
}
