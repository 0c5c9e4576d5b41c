using Harvester.Search.Indexing;

namespace Harvester.Search.Queries;

/// <summary>A field that a query may name, and how its values are compared. Closed: the nested types are all there are.</summary>
internal abstract record QueryField
{
    private QueryField()
    {
    }

    /// <summary>Cut into words.</summary>
    public sealed record Text(IReadOnlyList<TextField> Fields) : QueryField;

    /// <summary>Compared as a whole, without regard to case and width, in any of these fields.</summary>
    public sealed record Value(params string[] Fields) : QueryField;

    /// <summary>An instant.</summary>
    public sealed record Date(string Field) : QueryField;

    /// <summary>The name in CKAN, whoever has it.</summary>
    public sealed record Name : QueryField;

    /// <summary>It depends on the day.</summary>
    public sealed record Freshness : QueryField;

    /// <summary>What is the same for all that is published here: one of these words holds for every dataset, any other for none.</summary>
    public sealed record Constant(params string[] True) : QueryField;

    /// <summary>The whitelist.</summary>
    public static IReadOnlyDictionary<string, QueryField> All { get; } = new SortedDictionary<string, QueryField>(StringComparer.Ordinal)
    {
        ["text"] = new Text(TextField.Everything),
        ["title"] = new Text(TextField.Only(IndexFields.Title)),
        ["notes"] = new Text(TextField.Only(IndexFields.Notes)),
        ["res_name"] = new Text(TextField.Only(IndexFields.ResourceName)),
        ["res_description"] = new Text(TextField.Only(IndexFields.ResourceDescription)),
        ["author"] = new Text(TextField.Only(IndexFields.OrganizationTitle)),
        ["maintainer"] = new Text(TextField.Only(IndexFields.Maintainer)),
        ["id"] = new Value(IndexFields.Id),
        ["dataset"] = new Value(IndexFields.Dataset),
        ["title_string"] = new Value(IndexFields.TitleString),
        ["tags"] = new Value("tags"),
        ["organization"] = new Value("organization"),
        ["groups"] = new Value("groups"),
        ["res_format"] = new Value("res_format"),
        ["res_id"] = new Value("res_id"),
        ["res_url"] = new Value("res_url"),
        ["url"] = new Value("url"),
        ["license_id"] = new Value("license_id"),
        ["publisher"] = new Value("publisher"),
        ["theme"] = new Value("theme"),
        ["priority_field"] = new Value("priority_field"),
        ["standard_dataset"] = new Value("standard_dataset"),
        ["openness"] = new Value("openness"),
        ["source"] = new Value("source"),
        ["state"] = new Value("state"),
        ["problem"] = new Value("problem"),
        ["rating"] = new Value("rating"),
        ["copy"] = new Value("copy"),
        ["links"] = new Value("links"),
        ["name"] = new Name(),
        ["freshness"] = new Freshness(),
        ["metadata_modified"] = new Date(IndexFields.MetadataModified),
        ["metadata_created"] = new Date(IndexFields.MetadataCreated),
        ["modified"] = new Date(IndexFields.Modified),
        ["issued"] = new Date(IndexFields.Issued),
        ["capacity"] = new Constant("public"),
        ["private"] = new Constant("false"),
        ["type"] = new Constant("dataset"),
        ["dataset_type"] = new Constant("dataset"),
        ["entity_type"] = new Constant("package"),
    };

    /// <exception cref="SearchQueryException">There is no such field.</exception>
    public static QueryField Of(string name) => All.TryGetValue(name, out var field)
        ? field
        : throw new SearchQueryException($"there is no field “{(name.Length > 50 ? name[..50] + "…" : name)}”; there is: {string.Join(", ", All.Keys)}");
}
