namespace Harvester.Core.Ports;

/// <summary>A wish to be told of what is one's turn.</summary>
public sealed record Subscription
{
    /// <summary>Made of what is subscribed, so that nobody is entered twice.</summary>
    public required string Id { get; init; }

    public required DeliveryKind Kind { get; init; }

    /// <summary>Mail address, or address of the webhook.</summary>
    public required string Target { get; init; }

    public required NoticeAudience Audience { get; init; }

    /// <summary>Six-digit code where the audience is a municipality; else null.</summary>
    public string? MunicipalityCode { get; init; }

    /// <summary>Which language comes first: <c>ja</c> or <c>en</c>. Both are always there.</summary>
    public string Language { get; init; } = "ja";

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who entered it; null: not told.</summary>
    public string? CreatedBy { get; init; }

    /// <summary>SHA-256, in hexadecimal, of the secrets that end it: each message carries its own, the newest are last.</summary>
    public IReadOnlyList<string> SecretHashes { get; init; } = [];
}
