using System.Globalization;
using Harvester.Core.Model;

namespace Harvester.Core.Finding;

/// <summary>A dataset that was looked for, and why it is here.</summary>
/// <param name="HeldBy">The suspicious run in whose listing it was lacking, while a person's word is awaited; else null.</param>
public sealed record FoundDataset(Dataset Dataset, string? HeldBy)
{
    // Japan has had no daylight saving time since 1951: a fixed offset needs no time zone database.
    private static readonly TimeSpan Japan = TimeSpan.FromHours(9);

    public Standing Standing => this switch
    {
        { HeldBy: not null } => Standing.Held,
        { Dataset.State: DatasetState.Withdrawn } => Standing.Withdrawn,
        { Dataset.Provenance.MissingSince: not null } => Standing.Missing,
        _ => Standing.Listed,
    };

    /// <summary>One English sentence; times are Japan's.</summary>
    public string Why()
    {
        var provenance = Dataset.Provenance;
        return Standing switch
        {
            Standing.Held => $"lacking in {provenance.Source}, in run {HeldBy}; it waits for a person's word",
            Standing.Withdrawn => $"withdrawn on {Local(provenance.LastChanged)} JST: two complete listings of {provenance.Source} lacked it, or a person approved it",
            Standing.Missing => $"missing in {provenance.Source} since {Local(provenance.MissingSince!.Value)} JST; withdrawn if the next complete listing lacks it too",
            _ => $"listed by {provenance.Source} since {Local(provenance.FirstSeen)} JST",
        };
    }

    private static string Local(DateTimeOffset at) => at.ToOffset(Japan).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
