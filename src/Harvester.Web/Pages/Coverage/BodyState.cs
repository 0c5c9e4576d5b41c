using Harvester.Core.Assessment;
using Harvester.Core.Coverage;

namespace Harvester.Web.Pages.Coverage;

/// <summary>One body of the catalogue on the day that is shown.</summary>
/// <param name="Body">With its figures.</param>
/// <param name="Name">In both languages.</param>
/// <param name="LastSync">End of the newest successful run of a source that carries its records; null: none has succeeded, or a past day is shown.</param>
public sealed record BodyState(BodyCoverage Body, Bilingual Name, DateTimeOffset? LastSync)
{
    /// <summary>Kinds of standard datasets that it publishes itself, candidates included.</summary>
    public int Standards => Body.CountOwnStandards();

    public double? MachineReadable => Body.Figures.ShareOf(Body.Figures.MachineReadable);
    public double? Csv => Body.Figures.ShareOf(Body.Figures.Csv);
    public double? OpenLicence => Body.Figures.ShareOf(Body.Figures.OpenLicence);

    /// <summary>Of the datasets that promise a frequency and state a date, those that keep it.</summary>
    public double? Fresh
    {
        get
        {
            var fresh = Body.Figures.Freshness.GetValueOrDefault("fresh");
            var known = fresh + Body.Figures.Freshness.GetValueOrDefault("overdue");
            return known == 0 ? null : (double)fresh / known;
        }
    }
}
