using Harvester.Core.Model;

namespace Harvester.Host.Composition;

/// <summary>What the connector files say, and the faults of those that say nothing: a bad file stops its own source, not the others.</summary>
internal sealed record ConfiguredSources(IReadOnlyList<Source> All, IReadOnlyList<string> Faults)
{
    public Source? Find(string id) => All.FirstOrDefault(s => s.Id == id);
}
