namespace Harvester.Search;

/// <summary>A query that is outside the syntax, or asks for a field that there is not. The message says what and where, and is for the one who sent it.</summary>
public sealed class SearchQueryException(string message) : Exception(message);
