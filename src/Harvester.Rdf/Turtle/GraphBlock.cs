using Harvester.Rdf.Reading;

namespace Harvester.Rdf.Turtle;

/// <summary>The <c>{ ... }</c> of TriG that statements stand in, if any.</summary>
internal sealed class GraphBlock
{
    public bool IsOpen { get; private set; }

    /// <summary>Its graph's name; not set: the default graph.</summary>
    public TermSlot Label { get; } = new();

    /// <summary>The name was refused: the statements belong to no graph that could be named.</summary>
    public bool IsRefused { get; private set; }

    /// <summary>A block of a graph with a name, which may have been refused.</summary>
    public void Open(TermSlot label)
    {
        Label.Set(label);
        (IsOpen, IsRefused) = (true, !label.IsSet);
    }

    /// <summary>A block of the default graph.</summary>
    public void OpenDefault()
    {
        Label.Clear();
        (IsOpen, IsRefused) = (true, false);
    }

    public void Close()
    {
        Label.Clear();
        (IsOpen, IsRefused) = (false, false);
    }
}
