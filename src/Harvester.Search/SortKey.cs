namespace Harvester.Search;

/// <summary>One key of an order: a name of <see cref="SearchFields.Sortable"/>.</summary>
public sealed record SortKey(string Field, bool Descending);
