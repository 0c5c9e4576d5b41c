namespace Harvester.Core.Ports;

/// <summary>How a source stands with one audience, and what that audience was told.</summary>
public sealed record NoticeState
{
    /// <summary>Id of the source.</summary>
    public required string Source { get; init; }

    public required NoticeAudience Audience { get; init; }

    public required bool IsBroken { get; init; }

    /// <summary>Since when: the end of <see cref="Run"/>.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Id of the run that showed it first.</summary>
    public required string Run { get; init; }

    /// <summary>When somebody was last told that it is broken; null: nobody was told of this break, or it is well.</summary>
    public DateTimeOffset? ToldAt { get; init; }

    /// <summary>How many notices of this break there were.</summary>
    public int Told { get; init; }
}
