using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Web.Pages;

/// <summary>One source with its newest ended run.</summary>
public sealed record SourceRow(Source Source, SourceState? State, RunReport? Latest, long Datasets, bool Running)
{
    /// <summary>A suspicious run on which a person has decided is settled; a source that is switched off asks for nothing.</summary>
    public bool NeedsAttention => Source.Enabled && Latest is not null && (Latest.Status switch
    {
        RunStatus.Failed or RunStatus.Partial => true,
        RunStatus.Suspicious => Latest.Decision is null,
        _ => false,
    });
}
