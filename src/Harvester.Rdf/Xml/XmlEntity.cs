namespace Harvester.Rdf.Xml;

/// <summary>A general entity (XML 1.0, section 4.2).</summary>
internal sealed class XmlEntity
{
    /// <summary>The replacement text (section 4.5) of an internal entity.</summary>
    public byte[] Text { get; init; } = [];

    /// <summary>Why it cannot be referred to: it is external, or not even XML. Null for an internal one.</summary>
    public string? Unusable { get; init; }

    /// <summary>Whether its text is being read: a reference to it would never end.</summary>
    public bool IsOpen { get; set; }
}
