namespace Harvester.Core.Ports;

/// <summary>A person's word on two records; the order of the two makes no difference, and a later word replaces an earlier one.</summary>
/// <param name="First">The id that comes first in the order of their characters.</param>
/// <param name="By">Who said so, as they call themselves; null: not told. Kept for whoever runs the catalogue, and never published.</param>
public sealed record DuplicateVerdict(string First, string Second, VerdictKind Kind, string? By, DateTimeOffset At)
{
    /// <summary>With the two ids in their order.</summary>
    public static DuplicateVerdict Of(string one, string other, VerdictKind kind, string? by, DateTimeOffset at) =>
        string.CompareOrdinal(one, other) <= 0 ? new(one, other, kind, by, at) : new(other, one, kind, by, at);

    public string Other(string id) => First == id ? Second : First;
}
