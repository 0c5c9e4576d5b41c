namespace Harvester.Connectors.Fetching.Robots;

/// <summary>Something about a robots.txt that a person should know, though it stops nothing.</summary>
/// <param name="Code">Code of the problem that tells it.</param>
/// <param name="Sentence">Follows the file's address.</param>
internal sealed record RobotsNote(string Code, string Sentence);
