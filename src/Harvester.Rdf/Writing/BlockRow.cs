namespace Harvester.Rdf.Writing;

/// <summary>The predicate and the object of a statement.</summary>
internal struct BlockRow
{
    public int Predicate;

    /// <summary>The number of a term, or the complement (<c>~</c>) of that of a literal.</summary>
    public int Object;

    /// <summary>The next statement of the subject; -1 for none.</summary>
    public int Next;
}
