using System.Globalization;
using Harvester.Search;
using Microsoft.AspNetCore.Http;

namespace Harvester.Web.Pages.Search;

/// <summary>What the search page is asked for: words, choices by facet, an order and a page.</summary>
public sealed record DatasetQuery
{
    public const int PageSize = 30;
    private const int LastPage = 3_000;
    private const int MostChoices = 50;

    /// <summary>Parameters that choose, as the index names them, in the order in which they are shown.</summary>
    public static IReadOnlyList<string> Facets { get; } =
        ["publisher", "theme", "res_format", "license_id", "standard_dataset", "priority_field", "openness", "freshness", "rating", "problem", "links", "source", "copy"];

    /// <summary>Null: none.</summary>
    public required string? Words { get; init; }

    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Chosen { get; init; }

    /// <summary><c>relevance</c>, <c>modified</c>, <c>added</c> or <c>title</c>.</summary>
    public required string Order { get; init; }

    /// <summary>From 1.</summary>
    public required int Number { get; init; }

    internal static DatasetQuery Of(HttpRequest request)
    {
        var chosen = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var facet in Facets)
        {
            var values = request.Query[facet].Where(value => !string.IsNullOrWhiteSpace(value)).Select(value => value!.Trim()).Distinct(StringComparer.Ordinal).Take(MostChoices).ToList();
            if (values.Count > 0)
                chosen[facet] = values;
        }

        var words = request.Query["q"].ToString().Trim();
        var order = request.Query["order"].ToString();
        return new DatasetQuery
        {
            Words = words.Length == 0 ? null : words.Length > 200 ? words[..200] : words,
            Chosen = chosen,
            Order = order is "modified" or "added" or "title" ? order : "relevance",
            Number = int.TryParse(request.Query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, 1, LastPage) : 1,
        };
    }

    internal SearchRequest ToRequest() => new()
    {
        Words = Words,
        Chosen = Chosen,
        // Who asks for records that another one stands for, or for problems of records, wants the records.
        CanonicalOnly = !Chosen.ContainsKey("copy") && !Chosen.ContainsKey("problem") && !Chosen.ContainsKey("source"),
        Filters = ["state:active"],
        Start = (Number - 1) * PageSize,
        Rows = PageSize,
        Facets = Facets,
        FacetLimit = 20,
        Highlight = Words is not null,
        Sort = Order switch
        {
            "modified" => [new Harvester.Search.SortKey("modified", Descending: true), new Harvester.Search.SortKey("id", Descending: false)],
            "added" => [new Harvester.Search.SortKey("metadata_created", Descending: true), new Harvester.Search.SortKey("id", Descending: false)],
            "title" => [new Harvester.Search.SortKey("title_string", Descending: false), new Harvester.Search.SortKey("id", Descending: false)],
            _ => [],
        },
    };
}
