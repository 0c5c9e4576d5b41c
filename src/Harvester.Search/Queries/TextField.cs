using Harvester.Search.Indexing;

namespace Harvester.Search.Queries;

/// <summary>A field of words and its weight: a word in a title outranks any number of it in keywords, and that any number in descriptions (see <see cref="Searching.FieldSimilarity"/>).</summary>
internal sealed record TextField(string Name, float Weight)
{
    /// <summary>What is searched where no field is named.</summary>
    public static IReadOnlyList<TextField> Everything { get; } =
    [
        new(IndexFields.Title, 12),
        new(IndexFields.Tags, 4),
        new(IndexFields.GroupTitle, 1.5f),
        new(IndexFields.OrganizationTitle, 1),
        new(IndexFields.Notes, 1),
        new(IndexFields.ResourceName, 1),
        new(IndexFields.ResourceDescription, 0.7f),
    ];

    public static IReadOnlyList<TextField> Only(string name) => [new(name, 1)];
}
