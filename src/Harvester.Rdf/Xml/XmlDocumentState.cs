using Harvester.Rdf.Text;

namespace Harvester.Rdf.Xml;

/// <summary>What there is to know of an XML document between two windows of it.</summary>
internal sealed class XmlDocumentState
{
    /// <param name="anyCharacter">Whether <c>&amp;#1;</c> may stand for a character that XML does not have.</param>
    public XmlDocumentState(bool anyCharacter)
    {
        AnyCharacter = anyCharacter;
        Tag = new StartTag(Entities, Defaults, anyCharacter);
        Open = new OpenElements(Scope);
    }

    public bool AnyCharacter { get; }

    public XmlEntities Entities { get; } = new();

    public AttributeDefaults Defaults { get; } = new();

    public NamespaceScope Scope { get; } = new();

    public StartTag Tag { get; }

    public OpenElements Open { get; }

    /// <summary>The entities whose text is being read, each with the place behind the reference to it and the number of elements that were open there. Empty between two windows.</summary>
    public Stack<(XmlEntity Entity, int ReturnTo, int Depth)> Reading { get; } = [];

    /// <summary>Text that the document does not have as it is.</summary>
    public Utf8Buffer Decoded { get; } = new();

    /// <summary>A character that a reference stands for.</summary>
    public byte[] Character { get; } = new byte[4];

    /// <summary>Whether anything has been read, so that an XML declaration comes too late.</summary>
    public bool HasBegun { get; set; }

    public bool HasDoctype { get; set; }

    public bool HasRoot { get; set; }

    /// <summary>The tag read last was an empty element's, whose end is still to be told.</summary>
    public bool EndsEmpty { get; set; }

    /// <summary>What is kept for open elements, in bytes: their names and the namespaces in scope.</summary>
    public long Kept => Open.Length + Scope.Length;

    public bool InCData { get; set; }
}
