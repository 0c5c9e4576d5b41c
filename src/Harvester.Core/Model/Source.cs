namespace Harvester.Core.Model;

/// <summary>One place that is harvested, as its connector file describes it, without what only the connector needs.</summary>
public sealed record Source
{
    /// <summary>Stem of the connector file, permanent.</summary>
    public required string Id { get; init; }

    public required string Title { get; init; }
    public required RecordKind Kind { get; init; }

    /// <summary>Six-digit code of the body that publishes here; in a shared catalogue the body that runs it.</summary>
    public required string PublisherCode { get; init; }

    public string? Url { get; init; }

    /// <summary>Quartz cron expression in Asia/Tokyo, or <c>daily</c>, <c>weekly</c>, <c>hourly</c>.</summary>
    public required string Schedule { get; init; }

    public bool Enabled { get; init; } = true;
    public Expectations Expect { get; init; } = new();

    /// <summary>The site's own statement of a licence, for records that state none.</summary>
    public SiteLicence? Licence { get; init; }

    /// <summary>Fields that this source maps differently from its kind's crosswalk: schema field → source paths, first one with a value wins.</summary>
    public IReadOnlyDictionary<string, FieldRule> Fields { get; init; } = new Dictionary<string, FieldRule>();

    /// <summary>True where records of many bodies live in one source; then a record without a known organisation has no publisher code.</summary>
    public bool Shared { get; init; }

    /// <summary>
    /// What is read of the source, as a text to compare (address, filter, what identifies a record; where that is not told apart, all that says how it is read). Where it changed, what the next listing
    /// lacks is the file's doing and waits for a person's word. Null: not told.
    /// </summary>
    public string? Part { get; init; }

    /// <summary>Path of the connector file, for messages.</summary>
    public string? File { get; init; }
}
