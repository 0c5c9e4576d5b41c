namespace Harvester.Connectors.List;

/// <summary>What is kept in memory of a row: how it is told apart, and where the rest of it lies in the spool.</summary>
/// <param name="FilesPlace">-1 when it has no files.</param>
internal readonly record struct ListEntry(long Line, string? Id, string? Number, string? Title, string? Page, UInt128 Hash, long RowPlace, long FilesPlace);
