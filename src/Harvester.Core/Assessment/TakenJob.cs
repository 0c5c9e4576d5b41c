using Harvester.Core.Ports;

namespace Harvester.Core.Assessment;

/// <summary>A background job that this worker has; given back when disposed, also by a cut-off.</summary>
internal sealed class TakenJob : IAsyncDisposable
{
    private readonly IJobStore jobs;
    private readonly string job;
    private readonly string owner;
    private readonly TimeProvider clock;
    private readonly TimeSpan term;

    private TakenJob(IJobStore jobs, string job, string owner, TimeProvider clock, TimeSpan term) =>
        (this.jobs, this.job, this.owner, this.clock, this.term) = (jobs, job, owner, clock, term);

    /// <summary>Null while another worker has it.</summary>
    /// <param name="term">How long a worker may be silent before another takes over.</param>
    public static async Task<TakenJob?> TakeAsync(IJobStore jobs, string job, string owner, TimeProvider clock, TimeSpan term, CancellationToken cancellationToken)
    {
        var taken = new TakenJob(jobs, job, owner, clock, term);
        return await taken.KeepAsync(cancellationToken) ? taken : null;
    }

    /// <summary>Says that it is still at it; false: it was silent for too long, and another has the job.</summary>
    public Task<bool> KeepAsync(CancellationToken cancellationToken) => jobs.TakeAsync(job, owner, clock.GetUtcNow(), term, cancellationToken);

    public async ValueTask DisposeAsync() => await jobs.ReleaseAsync(job, owner, CancellationToken.None);
}
