using AngleSharp.Dom;

namespace Harvester.Connectors.Html;

/// <summary>A link with what it says and where it leads.</summary>
/// <param name="Raw">The address as it stands, or null.</param>
/// <param name="Url">Absolute and without fragment; null where it is no address of the web.</param>
/// <param name="Words">Its text, alt texts of images included; white space made single.</param>
internal sealed record PageLink(IElement Element, string? Raw, Uri? Url, string Words, LinkFate Fate);
