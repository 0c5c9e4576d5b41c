namespace Harvester.Rdf.Writing;

/// <summary>An IRI or a blank node in a <see cref="TermTable"/>.</summary>
internal struct TermEntry
{
    public int Hash;
    public int Start;
    public int Length;

    /// <summary>The next entry with the same place in the table; -1 for none.</summary>
    public int NextInBucket;

    /// <summary>How often it stands in the block's statements.</summary>
    public int Uses;

    /// <summary>The <see cref="BlockNode"/> in the default graph that it is the subject of; -1 for none.</summary>
    public int Node;

    /// <summary>Of a blank node its <see cref="BlankEntry"/>; of an IRI what the syntax's <see cref="PrefixChoice"/> keeps here.</summary>
    public int Extra;

    public TermKind Kind;

    /// <summary>Whether it is a predicate, and was found to be able to be one.</summary>
    public bool IsPredicate;

    /// <summary>Whether the syntaxes have another way to write it wherever it stands: <c>a</c>, the brackets of lists.</summary>
    public bool IsUnwritten;

    /// <summary>Whether it is the object of an <c>rdf:type</c>.</summary>
    public bool IsType;
}
