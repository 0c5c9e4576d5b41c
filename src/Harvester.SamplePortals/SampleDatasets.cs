using System.Collections.ObjectModel;

namespace Harvester.SamplePortals;

/// <summary>The datasets of one portal by name, in listing order. Change it between requests, not during one.</summary>
public sealed class SampleDatasets : KeyedCollection<string, SampleDataset>
{
    private int edits;

    public SampleDatasets() : base(StringComparer.Ordinal)
    {
    }

    /// <summary>What was done so far is the beginning: later edits and additions count from here.</summary>
    internal void Settle()
    {
        edits = 0;
        foreach (var dataset in this)
            dataset.Edit = 0;
    }

    internal int NextEdit() => ++edits;

    protected override void InsertItem(int index, SampleDataset item)
    {
        base.InsertItem(index, item);
        item.List = this;
        item.Touch();
    }

    protected override string GetKeyForItem(SampleDataset item) => item.Name;
}
