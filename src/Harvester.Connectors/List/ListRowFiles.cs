namespace Harvester.Connectors.List;

/// <summary>
/// The page and the files of a row. Columns say which is which where they can (データセット_URL, ファイル_ダウンロードURL); in a column that is only called
/// URL the address says it: one that ends like a file's name is the file, any other the page on which the file is offered.
/// </summary>
internal sealed class ListRowFiles(ListHeader header, Uri list)
{
    /// <param name="notAnAddress">Told of every cell in these columns that holds something else: the column and the words.</param>
    /// <returns>The page's address, or null; the files as JSON objects of what the row says of its file, with <c>accessUrl</c> and <c>downloadUrl</c> resolved.</returns>
    public (string? Page, ReadOnlyMemory<byte> Files) Of(string[] cells, Action<int, string> notAnAddress)
    {
        var others = new List<string>();
        var pages = Read(header.Pages);
        var any = Read(header.Addresses);
        var accesses = Read(header.Accesses);
        var downloads = Read(header.Downloads);
        downloads.AddRange(any.Concat(pages).Where(address => ListAddress.IsFile(address) && !downloads.Contains(address)).Distinct().ToList());
        var page = pages.Concat(any).FirstOrDefault(address => !ListAddress.IsFile(address));
        if (accesses.Count == 0)
            accesses.AddRange(any.Where(address => !ListAddress.IsFile(address)));
        return (page?.AbsoluteUri, ListJson.Of(Pairs(accesses, downloads), cells, header));

        List<Uri> Read(IReadOnlyList<int> columns)
        {
            var found = new List<Uri>();
            foreach (var column in columns.Where(column => column < cells.Length))
            {
                others.Clear();
                found.AddRange(ListAddress.Read(cells[column], list, others));
                if (others.Count > 0)
                    notAnAddress(column, string.Join(" | ", others.Take(5)));
            }

            return found;
        }
    }

    private static List<(Uri? Access, Uri? Download)> Pairs(List<Uri> accesses, List<Uri> downloads)
    {
        if (downloads.Count == 0)
            return [.. accesses.Select(access => ((Uri?)access, (Uri?)null))];
        var together = accesses.Count == downloads.Count;
        var pairs = downloads.Select((download, i) => (together ? accesses[i] : accesses.Count == 1 ? accesses[0] : null, (Uri?)download)).ToList();
        if (!together && accesses.Count > 1) // which page offers which file is not said
            pairs.AddRange(accesses.Select(access => ((Uri?)access, (Uri?)null)));
        return pairs;
    }
}
