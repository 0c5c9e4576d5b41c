namespace Harvester.Rdf.Xml;

/// <summary>What <see cref="XmlTokenizer.Read"/> has found.</summary>
internal enum XmlTokenKind
{
    /// <summary>Nothing that is to be told.</summary>
    None,

    /// <summary>The window ends, and what it ends with cannot be understood without what follows.</summary>
    Incomplete,
    StartElement,

    /// <summary>An end tag; behind an empty-element tag, too.</summary>
    EndElement,

    /// <summary>Character data, or a piece of it: references and line ends cut it up, and so do windows.</summary>
    Text,
    Comment,
    ProcessingInstruction,

    /// <summary>The document has ended, and was well-formed.</summary>
    End,
}
