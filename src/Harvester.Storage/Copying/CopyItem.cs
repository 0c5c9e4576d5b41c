using Harvester.Core.Coverage;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Storage.Copying;

/// <summary>One thing of a catalogue, as every store can give and take it. Closed: the nested types are all there are.</summary>
internal abstract record CopyItem
{
    private CopyItem()
    {
    }

    /// <summary>An entry of the change log.</summary>
    /// <param name="Version">Of the dataset that it made, or was about.</param>
    internal sealed record Entry(Made Made, string Id, int Version) : CopyItem;

    /// <summary>A dataset as it is now, withdrawn ones included, without its annotations.</summary>
    /// <param name="Known">What reconciliation knows of it, holds included.</param>
    /// <param name="Made">The change that made its version.</param>
    internal sealed record Present(Dataset Dataset, KnownRecord Known, Made Made, PackedPayload? Payload) : CopyItem;

    /// <summary>A dataset as it was. Of one that was moved to another id, the tombstone too.</summary>
    internal sealed record Superseded(Dataset Dataset, Made Made, string ContentHash, string? HeldBy) : CopyItem;

    internal sealed record Annotated(Annotations Annotations) : CopyItem;

    internal sealed record Run(RunReport Report) : CopyItem;

    /// <summary>Those of one run come in the order in which they were met.</summary>
    internal sealed record Problem(string RunId, string SourceId, RunProblem Found) : CopyItem;

    /// <summary>Leases stay behind: whoever holds one works on the store that it was taken from.</summary>
    internal sealed record Source(SourceState State) : CopyItem;

    internal sealed record LinkDue(string Id, DateTimeOffset Due) : CopyItem;

    /// <summary>Those of one dataset come in the order in which they were found.</summary>
    internal sealed record LinkFound(LinkChange Change) : CopyItem;

    internal sealed record Header(HeaderState State) : CopyItem;

    internal sealed record Contributed(Contribution Contribution) : CopyItem;

    internal sealed record Sum(CoverageCount Count) : CopyItem;

    internal sealed record Snapshot(CoverageSnapshot Figures) : CopyItem;

    /// <summary>Leases stay behind.</summary>
    internal sealed record Job(JobState State) : CopyItem;

    internal sealed record Duplicate(DuplicateRow Row) : CopyItem;

    internal sealed record Verdict(DuplicateVerdict Word) : CopyItem;

    internal sealed record TakenDown(Takedown Takedown) : CopyItem;

    internal sealed record Token(AccessToken Row) : CopyItem;

    internal sealed record Act(AuditEntry Done) : CopyItem;

    internal sealed record Noted(CellNote Note) : CopyItem;

    internal sealed record Subscribed(Subscription Subscription) : CopyItem;

    internal sealed record Notice(NoticeState State) : CopyItem;

    internal sealed record UnderWay(Delivery Delivery) : CopyItem;

    /// <param name="Pieces">Into how many its body is cut.</param>
    internal sealed record Answer(string SourceId, KeptAnswer Kept, int Pieces) : CopyItem;

    /// <param name="Number">From 0.</param>
    /// <param name="Packed">See <see cref="Compressed"/>.</param>
    internal sealed record AnswerPiece(string SourceId, string Url, int Number, byte[] Packed) : CopyItem;
}
