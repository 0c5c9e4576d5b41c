namespace Harvester.Core.Ports;

/// <summary>
/// What a source's server last answered at one address, without its body: the validators that make the next request conditional (RFC 9110,
/// section 13.1), and what a 304 leaves out.
/// </summary>
public sealed record KeptAnswer
{
    /// <summary>The address that was asked, before redirects.</summary>
    public required string Url { get; init; }

    /// <summary>The Accept header it was asked with: another one may bring another representation.</summary>
    public required string Accept { get; init; }

    /// <summary>As sent, quotes and <c>W/</c> included; null when there was none.</summary>
    public string? ETag { get; init; }

    /// <summary>As sent: a server may compare the text.</summary>
    public string? LastModified { get; init; }

    /// <summary>The address after redirects.</summary>
    public required string FinalUrl { get; init; }

    public string? MediaType { get; init; }
    public string? Charset { get; init; }

    /// <summary>Target of <c>Link: rel="next"</c>, absolute.</summary>
    public string? NextLink { get; init; }

    /// <summary>Hash of the body, as <see cref="Model.RecordHash.Format"/> writes it.</summary>
    public required string BodyHash { get; init; }

    /// <summary>Bytes of the body, decompressed.</summary>
    public required long Length { get; init; }

    public required DateTimeOffset FetchedAt { get; init; }
}
