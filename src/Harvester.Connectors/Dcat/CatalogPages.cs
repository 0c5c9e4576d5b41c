using System.Runtime.CompilerServices;
using System.Text;
using Harvester.Connectors.Definitions;
using Harvester.Connectors.Fetching;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Connectors.Dcat;

/// <summary>The documents of a catalogue, from page to page: bounded, safe from loops, and never led to another host.</summary>
internal sealed class CatalogPages(DcatBlock block, IFetcher fetcher)
{
    private const int MostPages = 10_000;
    private readonly CatalogReader reader = new(block, fetcher);
    private readonly HashSet<Uri> visited = [];
    private readonly Dictionary<UInt128, Uri> contents = [];

    /// <summary>False once a doubt was raised: datasets may be lacking.</summary>
    public bool Complete { get; private set; } = true;

    /// <exception cref="SourceException">The first document cannot be read.</exception>
    public async IAsyncEnumerable<CatalogPage> ReadAsync(Reading reading, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var url = block.Catalog;
        while (url is not null)
        {
            visited.Add(url);
            var page = await PageAsync(url, reading, cancellationToken);
            if (page is null || IsRepetition(page, reading))
                break;
            visited.Add(page.Url);
            Weigh(page, reading);
            yield return page;
            url = block.Paging ? Next(page, reading) : null;
        }
    }

    private async Task<CatalogPage?> PageAsync(Uri url, Reading reading, CancellationToken cancellationToken)
    {
        try
        {
            var page = await reader.ReadAsync(url, reading, cancellationToken);
            reading.PageRead();
            return page;
        }
        catch (SourceException fault) when (reading.Pages > 0)
        {
            reading.Report(new Problem(fault.Code, Severity.Error, fault.Whose, null, null, fault.Describe()), recordUrl: FetchFaults.Show(url));
            Doubt(reading, $"The catalogue's page {FetchFaults.Show(url)} could not be read, so the listing ends before it: {fault.Message}");
            return null;
        }
    }

    /// <summary>Weighs what the document says of its own completeness.</summary>
    private void Weigh(CatalogPage page, Reading reading)
    {
        if (page.Document is not { } document)
            return;
        if (block.Paging)
            reading.Announced ??= HydraView.Total(document.Graph);
        if (document.Refused.Count > 0 && !document.ProvesItsDatasets)
            Doubt(reading, $"{document.Refused.Count} statements of {FetchFaults.Show(page.Url)} were refused, the first at line {document.Refused[0].Line}; datasets may have been lost with them.");
    }

    private bool IsRepetition(CatalogPage page, Reading reading)
    {
        if (page.Document is not { } document)
            return false;
        var names = new StringBuilder();
        foreach (var dataset in document.Datasets)
            names.Append(dataset).Append(document.Graph.Objects(dataset, Vocabulary.Identifier).FirstOrDefault()).Append('\n');
        var empty = names.Length == 0;
        if (empty && reading.Pages > 1 && Candidates(page).Any())
        {
            Doubt(reading, $"The catalogue's page {FetchFaults.Show(page.Url)} has no dataset but leads on; paging stopped there.");
            return true;
        }

        if (empty || contents.TryAdd(RecordHash.OfText(names.ToString()), page.Url))
            return false;
        Doubt(reading, $"The catalogue's page {FetchFaults.Show(page.Url)} has the same datasets as {FetchFaults.Show(contents[RecordHash.OfText(names.ToString())])}; paging stopped there.");
        return true;
    }

    private static IEnumerable<Uri> Candidates(CatalogPage page)
    {
        var stated = page.Document is null ? [] : HydraView.Next(page.Document.Graph, page.Url);
        return page.NextLink is null ? stated : stated.Append(page.NextLink);
    }

    private Uri? Next(CatalogPage page, Reading reading)
    {
        Uri[] candidates = [.. Candidates(page)];
        if (candidates.Length == 0)
            return null;
        if (candidates.FirstOrDefault(IsOurs) is not { } next)
        {
            Doubt(reading, $"The next page after {FetchFaults.Show(page.Url)} is said to be {FetchFaults.Show(candidates[0])}, on another host than the catalogue ({block.Catalog.Host}); it was not followed. Is that an internal name behind a proxy?");
            return null;
        }

        if (visited.Contains(next))
        {
            Doubt(reading, $"The next page after {FetchFaults.Show(page.Url)} is said to be {FetchFaults.Show(next)}, which was read before; paging stopped there.");
            return null;
        }

        if (reading.Pages < MostPages)
            return next;
        Doubt(reading, $"The catalogue has more than {MostPages} pages; {FetchFaults.Show(next)} and what follows were not read.");
        return null;
    }

    private bool IsOurs(Uri url) => url.Host == block.Catalog.Host || visited.Any(page => page.Host == url.Host);

    private void Doubt(Reading reading, string sentence)
    {
        Complete = false;
        reading.Doubt(sentence);
    }
}
