namespace Harvester.Connectors.Fetching;

/// <summary>A body read to its end; never empty.</summary>
/// <param name="Url">After redirects.</param>
/// <param name="MediaType">Lower case, without parameters; null when the server names none.</param>
/// <param name="Charset">Parameter of Content-Type, as sent.</param>
public sealed record FetchedBytes(Uri Url, string? MediaType, string? Charset, byte[] Bytes, Uri? NextLink)
{
    /// <inheritdoc cref="FetchedBody.Hide"/>
    internal Func<string, string> Hide { get; init; } = static text => text;
}
