namespace Harvester.Storage.Copying;

/// <summary>The parts of a catalogue, in the order in which they are copied.</summary>
internal enum CopyPart
{
    Changes,
    Datasets,
    Versions,
    Annotations,
    Runs,
    Problems,
    Sources,
    LinkPlans,
    LinkHistory,
    Headers,
    Contributions,
    Sums,
    Snapshots,
    Jobs,
    Duplicates,
    Verdicts,
    Answers,
    AnswerPieces,
    Takedowns,
    Tokens,
    Audit,
    Notes,
    Subscriptions,
    Notices,
    Deliveries,
}
