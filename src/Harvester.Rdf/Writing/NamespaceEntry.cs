namespace Harvester.Rdf.Writing;

/// <summary>A namespace in a <see cref="PrefixChoice"/>: the beginning of a term's IRI.</summary>
internal struct NamespaceEntry
{
    public int Hash;

    /// <summary>The first term in it.</summary>
    public int Term;
    public int Length;

    /// <summary>How often terms in it are written.</summary>
    public int Uses;

    /// <summary>Whether a predicate is among them.</summary>
    public bool HasPredicate;

    /// <summary>Its prefix; -1 for none so far.</summary>
    public int Prefix;

    /// <summary>The next entry with the same place in the table; -1 for none.</summary>
    public int NextInBucket;
}
