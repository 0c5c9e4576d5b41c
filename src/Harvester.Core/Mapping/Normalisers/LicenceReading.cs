namespace Harvester.Core.Mapping.Normalisers;

/// <summary>What the licence words of one record say together.</summary>
/// <param name="Entry">The licence; null when nothing was stated, or it is not in the vocabulary, or the words name different ones.</param>
/// <param name="Original">All stated words, each once, joined by <c> | </c>; null when nothing was stated.</param>
/// <param name="Code">Problem code: <c>unknown-licence</c>, <c>ambiguous-licence</c>, <c>licence-note</c>; null when there is nothing to report.</param>
public sealed record LicenceReading(LicenceEntry? Entry, string? Original, string? Code, string? Detail)
{
    internal static readonly LicenceReading Nothing = new(null, null, null, null);

    /// <summary>Nothing was stated, or words that say so.</summary>
    public bool IsBlank => Original is null || Entry?.Id == LicenceEntry.Unspecified;
}
