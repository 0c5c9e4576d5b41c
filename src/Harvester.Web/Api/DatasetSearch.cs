using System.Globalization;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Search;
using Microsoft.AspNetCore.Http;
using SortKey = Harvester.Search.SortKey;

namespace Harvester.Web.Api;

/// <summary>
/// The filters and orders of <c>/api/v1/datasets</c> that the index knows and the store does not. Here the cursor counts places in the order: what is written between two
/// pages may shift them, and who needs each record exactly once reads in the order of ids or follows the changes.
/// </summary>
internal static class DatasetSearch
{
    private static readonly IReadOnlyDictionary<string, string> Orders = new Dictionary<string, string>
    {
        ["title"] = "title_string",
        ["issued"] = "issued",
        ["modified"] = "modified",
        ["added"] = "metadata_created",
        ["changed"] = "metadata_modified",
    };

    private static readonly string[] Own = ["theme", "format", "licence", "canonical", "changedSince", "sort"];

    public static readonly IReadOnlyList<ApiParameter> Parameters =
    [
        new("theme", "Only those of this theme: a code of the EU data-theme list."),
        new("format", "Only those with a file of this format: a label such as CSV."),
        new("licence", "Only those under this licence: an SPDX id, or LicenseRef-…"),
        new("canonical", "true: only active records that stand for their group, so that each dataset comes once.", """{"enum":["true","false"]}"""),
        new("changedSince", "Only those whose content or state changed here on this day (UTC) or later.", """{"type":"string","format":"date"}"""),
        new("sort", "Another order than that of the ids; with a minus before it from the last to the first. Then, and with theme, format, licence, canonical or changedSince, q is read as words that all are to occur, and a cursor counts places.",
            """{"enum":["title","-title","issued","-issued","modified","-modified","added","-added","changed","-changed"]}"""),
    ];

    public static bool IsAsked(ApiParameters parameters) => Own.Any(name => parameters.Text(name) is not null);

    public static async Task<IResult> ListAsync(ApiParameters parameters, DatasetFilter filter, int limit, DatasetFields fields, CatalogueIndex index, IStore store, HttpResponse response, CancellationToken cancellationToken)
    {
        var start = (int)parameters.Number("cursor", 0, 0, 10_000_000);
        var request = Request(parameters, filter) with { Start = start, Rows = limit };
        if (filter.SinceSequence is not null)
            parameters.Fault("\"since\" goes with source, publisher, state and q only");
        parameters.Check();
        if (!index.IsCurrent)
        {
            response.Headers.RetryAfter = "5";
            return ApiResponse.NotYet("The index is being brought up to date: ask again in some seconds, or without sort, theme, format, licence, canonical and changedSince.");
        }

        var found = index.Search(request);
        var datasets = await store.Datasets.ManyAsync([.. found.Hits.Select(hit => hit.Id)], cancellationToken);
        var next = start + found.Hits.Count < found.Total && found.Hits.Count > 0 ? (start + found.Hits.Count).ToString(CultureInfo.InvariantCulture) : null;
        return JsonStream.List(datasets, next, found.Total, fields.Write);
    }

    private static SearchRequest Request(ApiParameters parameters, DatasetFilter filter)
    {
        var chosen = new Dictionary<string, IReadOnlyList<string>>();
        Choose("source", filter.Source);
        Choose("publisher", filter.PublisherCode);
        Choose("state", filter.State is { } state ? EnumWord.Of(state) : null);
        Choose("theme", parameters.Text("theme"));
        Choose("res_format", parameters.Text("format"));
        Choose("license_id", parameters.Text("licence"));
        var since = parameters.Day("changedSince");
        return new SearchRequest
        {
            Words = filter.Text,
            Chosen = chosen,
            CanonicalOnly = IsCanonical(parameters),
            Filters = since is { } day ? [$"metadata_modified:[{day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}T00:00:00Z TO *]"] : [],
            Sort = [.. Sort(parameters), new SortKey("id", Descending: false)],
        };

        void Choose(string facet, string? value)
        {
            if (value is not null)
                chosen[facet] = [value];
        }
    }

    private static bool IsCanonical(ApiParameters parameters)
    {
        if (parameters.Text("canonical") is not { } text)
            return false;
        if (text is not ("true" or "false"))
            parameters.Fault("canonical", text, "true or false");
        return text == "true";
    }

    private static IEnumerable<SortKey> Sort(ApiParameters parameters)
    {
        if (parameters.Text("sort") is not { } text)
            return [];
        if (Orders.TryGetValue(text.TrimStart('-'), out var field) && text.LastIndexOf('-') <= 0)
            return [new SortKey(field, Descending: text[0] == '-')];
        parameters.Fault("sort", text, $"{string.Join(", ", Orders.Keys)}, each also with a minus before it");
        return [];
    }
}
