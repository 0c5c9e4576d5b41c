namespace Harvester.Search;

/// <summary>A text of the dataset (cut at both ends where it is long) and where in it words were found, in UTF-16 units, in order, without overlaps; the reader escapes and marks.</summary>
public sealed record Passage(string Text, IReadOnlyList<(int Start, int Length)> Found);
