namespace Harvester.Connectors.Fetching.Robots;

/// <summary>A line <c>Allow</c> or <c>Disallow</c> that speaks to us.</summary>
/// <param name="Pattern">As <see cref="RobotsPattern.Normalise"/> writes it.</param>
/// <param name="Text">The line as it stands in the file, without its comment.</param>
/// <param name="Line">Its number, from 1.</param>
internal sealed record RobotsRule(bool Allows, string Pattern, string Text, int Line);
