using System.Collections.ObjectModel;

namespace Harvester.SamplePortals;

/// <summary>The datasets of one portal by name, in listing order. Change it between requests, not during one.</summary>
public sealed class SampleDatasets : KeyedCollection<string, SampleDataset>
{
    public SampleDatasets() : base(StringComparer.Ordinal)
    {
    }

    protected override string GetKeyForItem(SampleDataset item) => item.Name;
}
