namespace Harvester.Rdf.Turtle;

/// <summary>The <c>{ ... }</c> of TriG that statements stand in, if any.</summary>
internal sealed class GraphBlock
{
    public bool IsOpen { get; private set; }

    /// <summary>Its graph's name; null: the default graph.</summary>
    public Term? Label { get; private set; }

    /// <summary>The name was refused: the statements belong to no graph that could be named.</summary>
    public bool IsRefused { get; private set; }

    public void Open(Term? label, bool isDefault)
    {
        IsOpen = true;
        Label = label;
        IsRefused = label is null && !isDefault;
    }

    public void Close() => (IsOpen, Label, IsRefused) = (false, null, false);
}
