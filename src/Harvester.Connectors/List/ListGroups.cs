using Harvester.Core.Mapping.Normalisers;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Connectors.List;

/// <summary>
/// Rows → datasets. What identifies a dataset is the list's own id, else the address of its page and its title. A column of row
/// numbers (1, 2, 3 …) is no identifier: a row inserted on top would give every dataset below the identity of its neighbour.
/// </summary>
internal static class ListGroups
{
    private static readonly string[] FileExtensions =
    [
        ".csv", ".tsv", ".txt", ".xls", ".xlsx", ".xlsm", ".ods", ".pdf", ".doc", ".docx", ".zip", ".lzh", ".json", ".geojson", ".jsonld", ".xml", ".rdf", ".ttl",
        ".kml", ".kmz", ".gml", ".shp", ".gpkg", ".jpg", ".jpeg", ".png", ".ics",
    ];

    /// <summary>No list has 100,000 rows; an identifier such as 131032000001 is longer.</summary>
    private const int LongestRowNumber = 5;

    /// <summary>Datasets in the order of their first rows.</summary>
    /// <param name="url">The list's own address, to which the addresses in it are relative.</param>
    public static IReadOnlyCollection<ListDataset> Of(IReadOnlyList<ListRow> rows, ListHeader header, Uri url, Reading reading)
    {
        var numbered = header.Id < 0 && header.Number >= 0;
        var running = numbered && AreRunning(rows);
        if (running)
        {
            reading.Report(new Problem("running-numbers", Severity.Info, Whose.Source, header.Names[header.Number], null,
                "the column counts the rows and identifies no dataset; datasets are told apart by page address and title"));
        }

        var datasets = new Dictionary<string, ListDataset>(StringComparer.Ordinal);
        var inOrder = new List<ListDataset>();
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            var own = header.Id >= 0 ? row.Id : numbered && !running ? row.Number : null;
            var page = PageOf(row.Url, url);
            if ((own ?? TitleKey(row.Title, page)) is not { } id)
            {
                reading.Unread(new Problem("no-title", Severity.Error, Whose.Record, header.Names[header.Title], $"line {row.Line}",
                    $"line {row.Line} has neither an identifier nor a title; it was left out"), i + 1);
                continue;
            }

            if (!datasets.TryGetValue(id, out var dataset))
            {
                datasets[id] = dataset = new ListDataset(id, page, row.Title, row.Line);
                inOrder.Add(dataset);
            }

            dataset.Rows.Add(row.Json);
        }

        return inOrder;
    }

    /// <summary>
    /// Short plain numbers count rows, whatever their order: 1, 2, 3 …, also with gaps. Judged by their form and not by their sequence, so that
    /// a row that is taken out does not turn them into identifiers overnight.
    /// </summary>
    private static bool AreRunning(IReadOnlyList<ListRow> rows) =>
        rows.Any(row => row.Number is not null)
        && rows.All(row => row.Number is null || (Nfkc.Of(row.Number) is { Length: <= LongestRowNumber } number && number.All(char.IsAsciiDigit) && number[0] != '0'));

    private static string? TitleKey(string? title, string? page)
    {
        if (title is null)
            return null;
        var folded = string.Join(' ', Nfkc.Of(title).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return page is null ? folded : $"{page} {folded}";
    }

    /// <summary>The page's address; null for a file's, which changes with every edition.</summary>
    private static string? PageOf(string? address, Uri list)
    {
        if (address is null || !Uri.TryCreate(list, address, out var page) || page.Scheme is not ("http" or "https"))
            return null;
        return FileExtensions.Any(extension => page.AbsolutePath.EndsWith(extension, StringComparison.OrdinalIgnoreCase)) ? null : page.AbsoluteUri;
    }
}
