namespace Harvester.Core.Assessment;

/// <summary>A sentence or name for people, in the two languages of the user interface.</summary>
public sealed record Bilingual(string Ja, string En);
