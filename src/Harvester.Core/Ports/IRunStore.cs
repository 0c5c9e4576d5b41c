using Harvester.Core.Model;

namespace Harvester.Core.Ports;

/// <summary>Run reports and, apart from them so that no document grows, their single problems.</summary>
public interface IRunStore
{
    /// <summary>Stores a report, replacing the one with the same id (running → ended → decided).</summary>
    Task SaveAsync(RunReport report, CancellationToken cancellationToken);

    Task<RunReport?> GetAsync(string id, CancellationToken cancellationToken);

    /// <summary>Newest first, of one source or of all; <paramref name="before"/> is the id of the last one already read (cursor).</summary>
    Task<IReadOnlyList<RunReport>> ListAsync(string? source, int limit, string? before, CancellationToken cancellationToken);

    /// <summary>The newest ended run of each source, by source id.</summary>
    Task<IReadOnlyDictionary<string, RunReport>> LatestAsync(CancellationToken cancellationToken);

    Task AddProblemsAsync(string run, string source, IReadOnlyCollection<RunProblem> problems, CancellationToken cancellationToken);

    /// <summary>Problems of a run in the order they were met, skipping the first <paramref name="skip"/>.</summary>
    Task<IReadOnlyList<RunProblem>> ProblemsAsync(string run, int skip, int limit, CancellationToken cancellationToken);

    /// <summary>Problems of the newest run of each source, ended and not skipped, whose record id, address, value or detail contains <paramref name="text"/>: why a record was refused.</summary>
    Task<IReadOnlyList<(string Source, string Run, RunProblem Problem)>> FindProblemsAsync(string text, int limit, CancellationToken cancellationToken);
}
