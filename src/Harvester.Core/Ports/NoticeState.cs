namespace Harvester.Core.Ports;

/// <summary>How a source stands with one audience, and what that audience was told.</summary>
public sealed record NoticeState
{
    /// <summary>Id of the source.</summary>
    public required string Source { get; init; }

    public required NoticeAudience Audience { get; init; }

    /// <summary>Of a shared catalogue, six-digit code of the body whose records are meant; null: whoever runs the source. Null for every other audience.</summary>
    public string? Body { get; init; }

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
