using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Core.Runs;

/// <summary>Looks on while a run goes: progress for a person, decisions for a preview. Called from the run's own flow: must be quick and must not throw.</summary>
public interface IRunObserver
{
    /// <summary>The report so far, after each batch.</summary>
    void Progressed(RunReport soFar);

    /// <summary>The fate of each record of a batch, after it was applied.</summary>
    void Decided(IReadOnlyList<Decision> decisions);

    /// <summary>Datasets that the listing lacks and what became of each: missed, withdrawn or held.</summary>
    void Absent(IReadOnlyList<(KnownRecord Record, CatalogueWrite Write)> absent);
}
