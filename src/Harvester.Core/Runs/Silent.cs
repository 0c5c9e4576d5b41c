using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Core.Runs;

/// <summary>An observer that does not look.</summary>
public sealed class Silent : IRunObserver
{
    public static readonly Silent Instance = new();

    public void Progressed(RunReport soFar)
    {
    }

    public void Decided(IReadOnlyList<Decision> decisions)
    {
    }

    public void Absent(IReadOnlyList<(KnownRecord Record, CatalogueWrite Write)> absent)
    {
    }
}
