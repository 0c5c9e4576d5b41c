namespace Harvester.Core.Ports;

/// <summary>The central team's own note on a cell of municipalities × standard datasets; never published.</summary>
public sealed record CellNote
{
    /// <summary>Six-digit code.</summary>
    public required string Municipality { get; init; }

    /// <summary>Id of the standard dataset.</summary>
    public required string StandardDataset { get; init; }

    public required NoteState State { get; init; }

    /// <summary>Until when it is promised or expected; null: not said.</summary>
    public DateOnly? By { get; init; }

    /// <summary>Whom to ask there; null: not said.</summary>
    public string? Contact { get; init; }

    public string Text { get; init; } = "";

    /// <summary>Who wrote it last, as in the audit log.</summary>
    public required string Who { get; init; }

    public required DateTimeOffset At { get; init; }
}
