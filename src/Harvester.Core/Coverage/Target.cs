using Harvester.Core.Assessment;

namespace Harvester.Core.Coverage;

/// <summary>A number that somebody has set, of <c>mappings/targets.yml</c>: it says of what, in which unit, until when, and who says so.</summary>
/// <param name="Population"><c>all</c>, <c>metropolis</c> or <c>municipalities</c>.</param>
/// <param name="Unit">A figure: <c>csv-files</c>, <c>files</c>, <c>datasets</c>, or <c>bodies</c> (with at least one dataset).</param>
/// <param name="Year">Fiscal year at whose end the number is to be reached, or in which it was counted.</param>
/// <param name="IsBaseline">A count of then, for comparison, and nothing to be reached.</param>
public sealed record Target(string Id, Bilingual Title, string Population, string Unit, long Number, int Year, bool IsBaseline, string Source)
{
    public static IReadOnlyList<string> Populations { get; } = ["all", "metropolis", "municipalities"];
    public static IReadOnlyList<string> Units { get; } = ["csv-files", "files", "datasets", "bodies"];
}
