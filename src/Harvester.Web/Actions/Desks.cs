using Harvester.Core.Access;
using Harvester.Core.Assessment.Duplicates;
using Harvester.Core.Ports;
using Harvester.Core.Runs;
using Harvester.Core.Takedowns;

namespace Harvester.Web.Actions;

/// <summary>Those who carry out what persons decide.</summary>
internal sealed class Desks
{
    public Desks(IStore store, ISources sources, HarvesterWebOptions options, TimeProvider clock)
    {
        // Names this process among those who take leases.
        var owner = $"{Environment.MachineName}:{Environment.ProcessId}:web:{Guid.NewGuid():N}";
        var duplicates = new DuplicateAssessor(store, sources.All.ToDictionary(source => source.Id, StringComparer.Ordinal), clock);
        Trail = new AuditTrail(store, sources.Find, clock);
        Sources = new SourceDesk(store, Trail, clock);
        Runs = new RunDecisions(store, clock, owner);
        Verdicts = new VerdictDesk(store, duplicates, clock, owner);
        Takedowns = new TakedownDesk(store, duplicates, clock, owner);
        Notes = new NoteDesk(store, options.Municipalities.ContainsKey, id => options.StandardDatasets?.Find(id) is not null, Trail, clock);
    }

    public AuditTrail Trail { get; }
    public SourceDesk Sources { get; }
    public RunDecisions Runs { get; }
    public VerdictDesk Verdicts { get; }
    public TakedownDesk Takedowns { get; }
    public NoteDesk Notes { get; }
}
