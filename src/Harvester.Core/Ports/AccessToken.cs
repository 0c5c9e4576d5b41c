namespace Harvester.Core.Ports;

/// <summary>What lets somebody sign in. The secret itself is shown once, when it is made, and stored nowhere.</summary>
public sealed record AccessToken
{
    /// <summary>Names the token in lists and in the audit log; no secret.</summary>
    public required string Id { get; init; }

    /// <summary>Whose it is, as those who made it call them.</summary>
    public required string Label { get; init; }

    public required AccessRole Role { get; init; }

    /// <summary>Six-digit code of the body that it acts for; null for the central team.</summary>
    public string? Municipality { get; init; }

    /// <summary>SHA-256 of the secret's text, in lower-case hexadecimal digits. The secret has 256 random bits: a slow hash would add nothing.</summary>
    public required string Hash { get; init; }

    /// <summary>How often a secret was made for it, from 1: sessions of an earlier secret end with it.</summary>
    public int Issue { get; init; } = 1;

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Label of whoever made it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>When its present secret was made.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>Since when it lets nobody in; null: it does.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>The last day, in Japan, on which somebody used it; null: nobody did yet.</summary>
    public DateOnly? LastUsed { get; init; }
}
