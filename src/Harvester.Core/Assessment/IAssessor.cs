namespace Harvester.Core.Assessment;

/// <summary>One kind of finding about datasets, made beside the run: quality, standard datasets, duplicates, coverage.</summary>
public interface IAssessor
{
    /// <summary>Changes when the same dataset would be judged differently (other rules, another version of the code): then all are judged anew.</summary>
    string Revision { get; }

    /// <summary>Everything is about to be judged anew: what was kept of datasets that are no more is to be forgotten.</summary>
    Task BeginAnewAsync(CancellationToken cancellationToken);

    /// <summary>Judges datasets that changed, and stores what it finds. Given twice, they leave the same.</summary>
    Task AssessAsync(IReadOnlyList<Changed> changed, CancellationToken cancellationToken);
}
