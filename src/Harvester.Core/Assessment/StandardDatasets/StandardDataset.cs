using Harvester.Core.Mapping.Normalisers;

namespace Harvester.Core.Assessment.StandardDatasets;

/// <summary>
/// One sheet of 推奨データセット or its successor 自治体標準オープンデータセット (Digital Agency, definition books A to C): an entry of
/// <c>mappings/vocabularies/standard-datasets.yml</c>, whose first lines say what each value is.
/// </summary>
public sealed record StandardDataset
{
    public required string Id { get; init; }

    /// <summary>In Japanese, as the books have it.</summary>
    public required string Name { get; init; }

    public required string EnglishName { get; init; }

    /// <summary>Number in the books; null when not known.</summary>
    public int? Sheet { get; init; }

    /// <summary><c>basic</c>, <c>applied</c> or <c>successor-only</c>.</summary>
    public required string Series { get; init; }

    /// <summary>Words of file names (<c>public_toilet</c>).</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Titles besides the name that mean it.</summary>
    public IReadOnlyList<string> Titles { get; init; } = [];

    /// <summary>Titles of other lists that are published in its form.</summary>
    public IReadOnlyList<string> Akin { get; init; } = [];

    /// <summary>False: not even its name means it, as other lists bear it, too.</summary>
    public bool ByTitle { get; init; } = true;

    /// <summary>What stands before each column in the prefixed form.</summary>
    public IReadOnlyList<string> Prefixes { get; init; } = [];

    public IReadOnlyList<StandardDatasetForm> Forms { get; init; } = [];
    public required VocabularySource Source { get; init; }

    /// <summary>True where a header can tell something: columns or prefixes are known.</summary>
    public bool HasHeader => Forms.Count + Prefixes.Count > 0;
}
