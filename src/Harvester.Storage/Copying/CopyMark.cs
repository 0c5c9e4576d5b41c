using System.Text.Json;
using System.Text.Json.Serialization;

namespace Harvester.Storage.Copying;

/// <summary>How far a copy has come; kept in the store that is written to, from its first moment until the copy is whole. While it is there, no other command opens that store.</summary>
internal sealed record CopyMark
{
    private static readonly JsonSerializerOptions Options = new() { Converters = { new JsonStringEnumConverter() } };

    /// <summary>Who is copying: another one that goes on with the copy takes its place.</summary>
    public required string Owner { get; init; }

    /// <summary>Address of the store that is copied, without user and password.</summary>
    public required string From { get; init; }

    /// <summary>Its epoch, by which it is known again wherever it stands.</summary>
    public required string Epoch { get; init; }

    /// <summary>Its highest sequence number when the copy began.</summary>
    public required long Head { get; init; }

    /// <summary>Up to where changes may lack in the source, see <see cref="Core.Ports.IChangeLog.CompactedToAsync"/>.</summary>
    public long CompactedTo { get; init; }

    /// <summary>How many items each of its parts had when the copy began.</summary>
    public required IReadOnlyDictionary<CopyPart, long> Totals { get; init; }

    /// <summary>The part that is being copied; null: all are.</summary>
    public CopyPart? Part { get; init; } = CopyPart.Changes;

    /// <summary>Where in the source the part goes on; null: at its start.</summary>
    public string? Next { get; init; }

    /// <summary>How many items of the part have arrived.</summary>
    public long Done { get; init; }

    /// <summary>How many items each finished part had.</summary>
    public IReadOnlyDictionary<CopyPart, long> Finished { get; init; } = new Dictionary<CopyPart, long>();

    /// <summary>False while nothing has arrived.</summary>
    [JsonIgnore]
    public bool IsUnderWay => Part != CopyPart.Changes || Done > 0;

    /// <summary>The mark once this page has arrived, too.</summary>
    public CopyMark After(CopyPage page)
    {
        var done = Done + page.Items.Count;
        if (page.Next is not null)
            return this with { Next = page.Next, Done = done };
        var part = Part!.Value;
        var finished = new Dictionary<CopyPart, long>(Finished) { [part] = done };
        return this with { Part = part == Enum.GetValues<CopyPart>()[^1] ? null : part + 1, Next = null, Done = 0, Finished = finished };
    }

    /// <summary>True when the source is what it was when the copy began, as far as numbers tell.</summary>
    public bool IsOf(long head, IReadOnlyDictionary<CopyPart, long> totals) =>
        Head == head && Totals.Count == totals.Count && Totals.All(total => totals.GetValueOrDefault(total.Key) == total.Value);

    /// <summary>What whoever opens the store for something else is told.</summary>
    public string Unfinished(string place) =>
        $"The store {place} is an unfinished copy of {From}: run `copy --from {From} --to {place}` again to finish it (it goes on where it stopped), or name another store.";

    public string ToText() => JsonSerializer.Serialize(this, Options);

    public static CopyMark Read(string text) => JsonSerializer.Deserialize<CopyMark>(text, Options) ?? throw new JsonException("null is no mark of a copy");
}
