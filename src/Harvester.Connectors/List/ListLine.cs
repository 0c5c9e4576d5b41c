namespace Harvester.Connectors.List;

/// <summary>One row of a table as it stands.</summary>
/// <param name="Number">Of the line, or of the sheet's row, on which it begins; from 1.</param>
internal readonly record struct ListLine(long Number, string[] Cells, LineDamage Damage = LineDamage.None);
