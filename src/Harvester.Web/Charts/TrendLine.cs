using Harvester.Core.Assessment;
using Harvester.Core.Coverage;

namespace Harvester.Web.Charts;

/// <summary>One line of a <see cref="Trend"/>.</summary>
/// <param name="Value">Of a day's figures; null: not known, and the line has a gap.</param>
internal sealed record TrendLine(Bilingual Name, Func<CoverageFigures, double?> Value);
