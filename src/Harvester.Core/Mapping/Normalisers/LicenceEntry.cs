namespace Harvester.Core.Mapping.Normalisers;

/// <summary>One licence of <c>mappings/vocabularies/licences.yml</c>.</summary>
public sealed record LicenceEntry
{
    /// <summary>SPDX id, or <c>LicenseRef-…</c>; <c>NOASSERTION</c> for words that say that nothing is said.</summary>
    public required string Id { get; init; }

    /// <summary>Where the words were met or are defined.</summary>
    public required VocabularySource Source { get; init; }

    /// <summary>Short name for the credit line: CC BY 4.0.</summary>
    public required string Label { get; init; }

    /// <summary>The licence's own page.</summary>
    public string? Url { get; init; }

    /// <summary>By the Open Definition 2.1; null when it is not known.</summary>
    public bool? Open { get; init; }

    /// <summary>True when the licence asks that the publisher be named.</summary>
    public bool Attribution { get; init; }

    /// <summary>Id of the entry that is this licence without its version: another of the stated words may say which version.</summary>
    public string? VersionOf { get; init; }

    /// <summary>Words that are this licence when they are the whole text.</summary>
    public IReadOnlyList<string> Spellings { get; init; } = [];

    /// <summary>Words that are this licence also within a longer sentence (「…利用規約に定める CC BY 4.0」).</summary>
    public IReadOnlyList<string> Within { get; init; } = [];

    /// <summary>Further addresses of the licence, without scheme: all are compared without scheme, <c>www.</c>, deed, legalcode and trailing slash.</summary>
    public IReadOnlyList<string> Urls { get; init; } = [];

    /// <summary>Code of the EU licence list (CC_BY_4_0), or null where the entry names no address of it.</summary>
    public string? Eu => Urls.FirstOrDefault(url => url.StartsWith(EuLicences, StringComparison.Ordinal))?[EuLicences.Length..];

    /// <summary>A sentence to report whenever this entry is met: a version is missing, a software licence on data.</summary>
    public string? Warn { get; init; }

    private const string EuLicences = "publications.europa.eu/resource/authority/licence/";

    public const string Unspecified = "NOASSERTION";

    /// <summary>The entry for a publisher's own terms: it gives way to a licence that the same record names.</summary>
    public const string OwnTerms = "LicenseRef-own-terms";

    /// <summary>The entry for what is a licence's opposite, and stands in the footer of pages whose data have one.</summary>
    public const string AllRightsReserved = "LicenseRef-all-rights-reserved";
}
