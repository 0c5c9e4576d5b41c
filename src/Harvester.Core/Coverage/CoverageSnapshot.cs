using Harvester.Core.Assessment;

namespace Harvester.Core.Coverage;

/// <summary>The state of the catalogue on a day: what the central team looks at.</summary>
public sealed record CoverageSnapshot
{
    /// <summary>In Japan.</summary>
    public required DateOnly Day { get; init; }

    public required DateTimeOffset At { get; init; }
    public required CoverageFigures Total { get; init; }

    /// <summary>Of the Metropolitan Government with its bureaus (130001).</summary>
    public required CoverageFigures Metropolis { get; init; }

    /// <summary>Of the 62 municipalities together.</summary>
    public required CoverageFigures Municipalities { get; init; }

    /// <summary>Of datasets whose publisher is not known.</summary>
    public required CoverageFigures UnknownPublisher { get; init; }

    /// <summary>Each body, those without any dataset too, in the order of their codes.</summary>
    public required IReadOnlyList<BodyCoverage> Bodies { get; init; }

    /// <summary>How many of the 62 municipalities are present in which way.</summary>
    public required IReadOnlyDictionary<string, int> Presence { get; init; }

    /// <summary>How many sources are in which state: that of their newest run, <c>never</c>, <c>disabled</c>.</summary>
    public required IReadOnlyDictionary<string, int> Sources { get; init; }

    /// <summary>To be shown wherever a figure of the priority fields is: they are a working list.</summary>
    public required Bilingual PriorityFieldsNotice { get; init; }

    public required IReadOnlyList<TargetCoverage> Targets { get; init; }
}
