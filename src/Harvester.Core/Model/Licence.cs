namespace Harvester.Core.Model;

/// <summary>The licence as far as it is known. <see cref="Original"/> always keeps what the source wrote; nothing is guessed from ambiguous words.</summary>
public sealed record Licence
{
    /// <summary>SPDX id, or <c>LicenseRef-…</c>, or null when the words are not in the vocabulary.</summary>
    public string? Id { get; init; }

    public string? Url { get; init; }

    /// <summary>By the Open Definition 2.1; null when unknown.</summary>
    public bool? Open { get; init; }

    public string? Original { get; init; }
    public LicenceBasis Basis { get; init; }

    /// <summary>The page on which the source states its terms.</summary>
    public string? Statement { get; init; }
}
