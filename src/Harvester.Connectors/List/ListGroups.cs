using Harvester.Core.Mapping.Normalisers;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Connectors.List;

/// <summary>
/// Rows → datasets. What identifies a dataset is the list's own id, else the address of its page and its title. A column of row numbers
/// (1, 2, 3 …) is no identifier: a row inserted on top would give every dataset below the identity of its neighbour. Nor is one that gives the
/// same word to most titles, such as the municipality's code.
/// </summary>
internal sealed class ListGroups(IReadOnlyList<ListEntry> rows, ListHeader header, IListTable table, Reading reading)
{
    /// <summary>No list has 100,000 rows; an identifier such as 131032000001 is longer.</summary>
    private const int LongestRowNumber = 5;

    /// <summary>Fewer rows prove nothing.</summary>
    private const int FewestToDoubt = 5;

    /// <summary>True when datasets are told apart by the list's own ids.</summary>
    public bool ById { get; private set; }

    /// <summary>Datasets in the order of their first rows.</summary>
    public IReadOnlyList<ListDataset> Make()
    {
        if (OwnIds() is not { } ids)
            return Group(_ => null);
        var datasets = Group(ids);
        var byId = datasets.ToDictionary(dataset => dataset.RecordId, StringComparer.Ordinal);
        var titled = 0;
        var others = new Dictionary<string, List<ListEntry>>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            if (ids(row) is not { } id || row.Title is null)
                continue;
            titled++;
            if (byId[id].Title is { } first && Folded(first) != Folded(row.Title))
                (others.TryGetValue(id, out var list) ? list : others[id] = []).Add(row);
        }

        if (titled >= FewestToDoubt && others.Values.Sum(list => list.Count) * 2 > titled)
        {
            ById = false;
            reading.Report(new Problem("shared-ids", Severity.Warning, Whose.Source, header.Names[header.Id], byId.Keys.First(),
                "the column gives the same identifier to most of the titles and so identifies no dataset; datasets are told apart by page address and title"));
            return Group(_ => null);
        }

        foreach (var (id, list) in others)
        {
            reading.Report(new Problem("several-titles", Severity.Warning, Whose.Source, header.Names[header.Title], list[0].Title,
                $"the identifier {id} has the title \"{byId[id].Title}\" in {table.Where(byId[id].Line)} and another in {table.Where(list[0].Line)}; the rows are taken as one dataset under the first title"), id, byId[id].Page);
        }

        return datasets;
    }

    private Func<ListEntry, string?>? OwnIds()
    {
        if (header.Id >= 0 && rows.Any(row => row.Id is not null))
        {
            ById = true;
            return row => row.Id;
        }

        if (header.Number < 0)
            return null;
        if (AreRunning())
        {
            reading.Report(new Problem("running-numbers", Severity.Info, Whose.Source, header.Names[header.Number], null,
                "the column counts the rows and identifies no dataset; datasets are told apart by page address and title"));
            return null;
        }

        return row => row.Number;
    }

    private List<ListDataset> Group(Func<ListEntry, string?> own)
    {
        var datasets = new Dictionary<string, int>(StringComparer.Ordinal);
        var inOrder = new List<ListDataset>();
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            if ((own(row) ?? TitleKey(row)) is not { } id)
            {
                NoTitle(row, i);
                continue;
            }

            if (!datasets.TryGetValue(id, out var place))
            {
                datasets[id] = place = inOrder.Count;
                inOrder.Add(new ListDataset(id, row.Page, row.Title, row.Line));
            }

            if (inOrder[place] is var dataset && (dataset.Title is null || dataset.Page is null))
                inOrder[place] = dataset with { Title = dataset.Title ?? row.Title, Page = dataset.Page ?? row.Page };
            inOrder[place].Rows.Add(i);
        }

        return inOrder;
    }

    /// <summary>
    /// Short plain numbers count rows, whatever their order: 1, 2, 3 …, also with gaps. Judged by their form and not by their sequence, so that
    /// a row that is taken out does not turn them into identifiers overnight.
    /// </summary>
    private bool AreRunning() =>
        rows.Any(row => row.Number is not null)
        && rows.All(row => row.Number is null || (Nfkc.Of(row.Number) is { Length: <= LongestRowNumber } number && number.All(char.IsAsciiDigit) && number[0] != '0'));

    private static string? TitleKey(ListEntry row) => row.Title is null ? null : row.Page is null ? Folded(row.Title) : $"{row.Page} {Folded(row.Title)}";

    private static string Folded(string title) => string.Join(' ', Nfkc.Of(title).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private void NoTitle(ListEntry row, int place) =>
        reading.Unread(new Problem("no-title", Severity.Error, Whose.Record, header.Names[header.Title], table.Where(row.Line),
            $"{table.Where(row.Line)} has neither an identifier nor a title; it was left out"), place + 1, row.Page);
}
