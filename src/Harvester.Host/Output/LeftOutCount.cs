using Harvester.Publishing;

namespace Harvester.Host.Output;

/// <summary>Counts what a format could not hold, and tells the first on standard error.</summary>
internal sealed class LeftOutCount
{
    private const int Told = 5;

    public long Count { get; private set; }

    public void Add(LeftOut left)
    {
        if (Count++ < Told)
            Serilog.Log.Warning("{Dataset}: no {Property} is \"{Value}\"; it was left out", left.Dataset, left.Property, left.Value.Length > 200 ? left.Value[..200] + "…" : left.Value);
    }

    /// <summary>To be called at the end.</summary>
    public void Tell()
    {
        if (Count > Told)
            Serilog.Log.Warning("{Count} values were left out in all", Count);
    }
}
