namespace Harvester.Rdf.Xml;

/// <summary>An attribute of the start tag read last: where in the document its parts are.</summary>
internal struct XmlAttribute
{
    public int NameStart;
    public int NameLength;
    public int ValueStart;
    public int ValueLength;

    /// <summary>Whether the value is in the buffer of values that had to be normalised, and not in the document.</summary>
    public bool IsNormalised;

    /// <summary>The name of an attribute that only the document type declaration gives.</summary>
    public byte[]? DefaultName;

    public XmlName Name;
}
