using Harvester.Core.Model;

namespace Harvester.Core.Assessment.StandardDatasets;

/// <summary>What a header has of a sheet in the edition that it is nearest to.</summary>
public sealed record HeaderMatch
{
    public required StandardDataset Standard { get; init; }

    /// <summary><c>current</c>, <c>older</c>, <c>prefixed</c> or <c>plain</c>; see <see cref="StandardDatasetForm"/>.</summary>
    public required string Edition { get; init; }

    /// <summary>The form; null: of this sheet only the prefix is known.</summary>
    public StandardDatasetForm? Form { get; init; }

    /// <summary>Columns of the form that the file has, in the form's order and spelling.</summary>
    public IReadOnlyList<string> Present { get; init; } = [];

    /// <summary>Columns of the form that it lacks, the misspelt ones not among them.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    public IReadOnlyList<MisspeltColumn> Misspelt { get; init; } = [];

    /// <summary>Columns of the file that the form does not have.</summary>
    public IReadOnlyList<string> Unknown { get; init; } = [];

    /// <summary>True where the header shows that the file is this sheet; false: it has some of its columns, as every list has.</summary>
    public bool IsThis { get; init; }
}
