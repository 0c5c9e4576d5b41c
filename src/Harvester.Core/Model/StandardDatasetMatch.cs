namespace Harvester.Core.Model;

/// <summary>
/// Which municipal standard dataset this is (推奨データセット, 自治体標準オープンデータセット): recognised from words (<c>candidate</c>) or from a file's header
/// (<c>checked</c>).
/// </summary>
/// <param name="Id">Of <c>mappings/vocabularies/standard-datasets.yml</c>.</param>
/// <param name="Edition"><c>current</c>, <c>older</c>, <c>prefixed</c> (the list's name before each column) or <c>plain</c> (without it, where nobody knows which of the two is newer); null for a candidate.</param>
/// <param name="Conformance">A short sentence: how many columns the file has, or why it says nothing. A percentage stands in it only where the required columns are known.</param>
public sealed record StandardDatasetMatch(string Id, StandardDatasetStatus Status, string? Edition, string? Conformance)
{
    /// <summary>Id of the distribution whose header was read; null: none was.</summary>
    public string? Distribution { get; init; }

    /// <summary>Columns of that edition which the file lacks.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>Columns that the file has under nearly the right name.</summary>
    public IReadOnlyList<MisspeltColumn> Misspelt { get; init; } = [];

    public bool Equals(StandardDatasetMatch? other) =>
        other is not null
        && (Id, Status, Edition, Conformance, Distribution) == (other.Id, other.Status, other.Edition, other.Conformance, other.Distribution)
        && Missing.SequenceEqual(other.Missing) && Misspelt.SequenceEqual(other.Misspelt);

    public override int GetHashCode() => HashCode.Combine(Id, Status, Edition, Conformance, Distribution, Missing.Count, Misspelt.Count);
}
