namespace Harvester.Connectors.List;

/// <param name="Number">From 1.</param>
/// <param name="IsCut">The line was longer; the rest of it is gone.</param>
internal sealed record PhysicalLine(long Number, string Text, bool IsCut);
