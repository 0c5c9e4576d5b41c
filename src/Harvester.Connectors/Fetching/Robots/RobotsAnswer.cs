using Harvester.Core.Model;

namespace Harvester.Connectors.Fetching.Robots;

/// <summary>What an origin said when it was asked for its robots.txt: the rules, or the fault that leaves them unknown.</summary>
/// <param name="Until">When it is to be asked again, by the network's clock.</param>
internal sealed record RobotsAnswer(RobotsFile? File, SourceException? Fault, DateTimeOffset Until);
