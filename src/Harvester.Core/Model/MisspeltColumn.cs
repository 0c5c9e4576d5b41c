namespace Harvester.Core.Model;

/// <summary>A column of a file that is nearly one of its standard.</summary>
/// <param name="Written">As it stands in the file.</param>
/// <param name="Meant">As the standard has it.</param>
public sealed record MisspeltColumn(string Written, string Meant);
