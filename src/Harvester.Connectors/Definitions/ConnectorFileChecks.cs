namespace Harvester.Connectors.Definitions;

/// <summary>What the loader cannot know by itself; a null asks for no such check.</summary>
public sealed record ConnectorFileChecks
{
    /// <summary>Six-digit codes of the bodies that may publish (<c>mappings/municipalities.csv</c>).</summary>
    public IReadOnlySet<string>? KnownCodes { get; init; }

    /// <summary>Ids of the licence vocabulary, for <c>licence.id</c>.</summary>
    public IReadOnlySet<string>? KnownLicences { get; init; }

    /// <summary>Says what is wrong with a cron expression, or null; the host asks Quartz.</summary>
    public Func<string, string?>? CronFault { get; init; }
}
