namespace Harvester.Rdf.Writing;

/// <summary>Where an object stands.</summary>
/// <param name="Predicate">The predicate; -1 in a list.</param>
/// <param name="IsFirst">Whether it is the first object of the predicate, or the first item of the list.</param>
/// <param name="IsFirstPredicate">Whether the predicate is the first of its subject.</param>
/// <param name="Depth">How many subjects and lists it stands in.</param>
internal readonly record struct Place(int Predicate, bool IsFirst, bool IsFirstPredicate, int Depth)
{
    public bool IsInList => Predicate < 0;
}
