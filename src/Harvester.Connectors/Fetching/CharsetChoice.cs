using System.Text;

namespace Harvester.Connectors.Fetching;

/// <summary>The encoding of a text.</summary>
/// <param name="By">What decided: <c>Content-Type</c>, <c>byte order mark</c>, <c>its bytes</c> …</param>
/// <param name="Contradiction">The declaration that turned out wrong, <c>Content-Type says utf-8</c>; null when there is none.</param>
public sealed record CharsetChoice(Encoding Encoding, string By, string? Contradiction);
