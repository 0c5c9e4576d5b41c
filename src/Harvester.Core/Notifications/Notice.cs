using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Core.Notifications;

/// <summary>One thing to tell one audience of one source.</summary>
public sealed record Notice
{
    public required NoticeEvent Event { get; init; }
    public required NoticeAudience Audience { get; init; }

    /// <summary>See <see cref="NoticeState.Body"/>.</summary>
    public string? Body { get; init; }

    public required Source Source { get; init; }

    /// <summary>Six-digit code of the body that it is about.</summary>
    public string Municipality => Body ?? Source.PublisherCode;

    /// <summary>How many records of that body were refused.</summary>
    public long Rejected => Run.Refused.Count > 0 ? Turn.RefusedRecords(Run, Body).Sum(static kind => kind.Count) : Run.Rejected;

    /// <summary>The newest conclusive run, that shows it.</summary>
    public required RunReport Run { get; init; }

    /// <summary>When it broke; of what is mended, too.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Id of the run with which it broke: what belongs together.</summary>
    public required string Broke { get; init; }

    /// <summary>How many notices of this break there were before.</summary>
    public required int Told { get; init; }

    /// <summary>When the next run is due; null: not planned.</summary>
    public DateTimeOffset? NextRun { get; init; }

    /// <summary>Whose turn it is now, where it is mended for this audience only.</summary>
    public NoticeAudience? TurnNow { get; init; }
}
