namespace Harvester.Rdf.Text;

/// <summary>What came of scanning one token.</summary>
/// <param name="Text">The decoded text; null when the token could not be used or was not there.</param>
/// <param name="Fault">Why there is no text.</param>
/// <param name="IsWhole">With a fault: whether the token's end was found, so that reading can go on behind it.</param>
internal readonly record struct Scan(string? Text, string? Fault = null, bool IsWhole = true);
