using System.Globalization;

namespace Harvester.Core.Ports;

/// <summary>One act of a person, as it stands in the audit log for ever: written before the act, and once more with what came of it.</summary>
public sealed record AuditEntry
{
    private static int made;

    /// <summary>In the order of their characters they are in the order of time; those of one process, made in one millisecond, too.</summary>
    public required string Id { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Id of the token by which the person was signed in; null: by the command line.</summary>
    public string? Token { get; init; }

    /// <summary>The token's label at that time, or <c>command line</c>.</summary>
    public required string Who { get; init; }

    public required AuditAction Action { get; init; }

    public AuditOutcome Outcome { get; init; }

    /// <summary>Six-digit code of the body that it concerns, which may read the entry; null: the central team only.</summary>
    public string? Municipality { get; init; }

    public string? Source { get; init; }
    public string? Run { get; init; }
    public string? Dataset { get; init; }

    /// <summary>The standard dataset, where it was about a cell of municipalities × standard datasets.</summary>
    public string? StandardDataset { get; init; }

    /// <summary>What else there is to say: reason, the other dataset, the token that was made, what came of it, why it was refused.</summary>
    public string Detail { get; init; } = "";

    public static string NewId(DateTimeOffset at) => string.Create(
        CultureInfo.InvariantCulture, $"{at.ToUnixTimeMilliseconds():x12}{(uint)Interlocked.Increment(ref made):x8}{Guid.NewGuid().ToString("n").AsSpan(0, 8)}");
}
