using System.Runtime.CompilerServices;
using System.Text;
using Harvester.Connectors.Definitions;
using Harvester.Connectors.Fetching;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Rdf;

namespace Harvester.Connectors.Dcat;

/// <summary>
/// The documents of a catalogue: from page to page, then the catalogues that it names, then the datasets that are described at their own
/// IRIs only. Bounded, safe from loops, and never led to another host.
/// </summary>
internal sealed class CatalogPages(DcatBlock block, IFetcher fetcher)
{
    public const int MostPages = 10_000;

    /// <summary>So many documents of single datasets in a row that cannot be had: the others are not asked for.</summary>
    public const int MostFailures = 10;

    private readonly CatalogReader reader = new(block, fetcher);
    private readonly LinkedCatalogs linked = new();
    private readonly HashSet<Uri> visited = [];
    private readonly HashSet<string> hosts = [block.Catalog.Host];
    private readonly Dictionary<UInt128, Uri> contents = [];
    private Uri? sitemap;

    /// <summary>Datasets that were named and not described by what was read.</summary>
    public UndescribedDatasets Missing { get; } = new();

    /// <summary>A catalogue that a document names: read after those that wait, if it lies on our host.</summary>
    public void Link(string catalog, Reading reading) => linked.Add(catalog, IsOurs, reading);

    /// <exception cref="SourceException">The first document cannot be read.</exception>
    public async IAsyncEnumerable<CatalogPage> ReadAsync(Reading reading, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var page in ChainAsync(block.Catalog, reading, cancellationToken))
            yield return page;
        if (sitemap is not null)
        {
            await foreach (var page in new SitemapPages(block, fetcher, reader).ReadAsync(sitemap, visited, reading, cancellationToken))
            {
                Weigh(page, reading);
                if (page.Document is { } document)
                    Missing.Add(document);
                yield return page;
            }
        }

        if (!block.Paging)
            yield break;
        while (linked.TryTake(out var catalog))
        {
            if (visited.Contains(catalog))
                continue;
            if (IsEnough(catalog, reading))
                break;
            await foreach (var page in ChainAsync(catalog, reading, cancellationToken))
                yield return page;
        }

        await foreach (var page in DatasetsAsync(reading, cancellationToken))
            yield return page;
    }

    /// <summary>One catalogue, from its first page to its last.</summary>
    private async IAsyncEnumerable<CatalogPage> ChainAsync(Uri first, Reading reading, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var isRoot = first == block.Catalog;
        long? announced = null;
        var (named, received) = (new HashSet<string>(StringComparer.Ordinal), 0L);
        var url = first;
        while (url is not null)
        {
            visited.Add(url);
            var page = await PageAsync(url, reading, cancellationToken);
            if (page is { IsSitemap: true })
            {
                sitemap = isRoot ? url : sitemap;
                yield break;
            }

            // A linked catalogue that turns out to be a document read before has nothing new.
            if (page is null || (url == first && page.Url != url && !visited.Add(page.Url)) || IsRepetition(page, isRoot || url != first, reading))
                yield break;
            visited.Add(page.Url);
            if (isRoot)
                hosts.Add(page.Url.Host); // where the catalogue itself redirects to is its own host, too
            Weigh(page, reading);
            if (page.Document is { } document)
            {
                announced ??= block.Paging ? HydraView.Total(document.Graph) : null;
                if (isRoot)
                    reading.Announced ??= announced;
                // What one page lists twice it counts twice; what comes again on another page it does not.
                string[] names = [.. DatasetEntries.Names(document), .. document.Undescribed.Where(dataset => dataset.Kind == TermKind.Iri).Select(dataset => dataset.Value)];
                received += names.Count(name => !named.Contains(name));
                named.UnionWith(names);
                Missing.Add(document);
                foreach (var catalog in document.Linked)
                    Link(catalog.Value, reading);
            }

            yield return page;
            url = block.Paging ? Next(page, reading) : null;
        }

        // Services, and the datasets of other catalogues and documents, are not what this one counts.
        if (received < announced)
            reading.Doubt($"The catalogue {FetchFaults.Show(first)} announces {announced} datasets and its own pages name {received} different ones.");
    }

    /// <summary>Datasets that no page describes, from their own addresses.</summary>
    private async IAsyncEnumerable<CatalogPage> DatasetsAsync(Reading reading, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var failures = 0;
        foreach (var group in Missing.Pending.GroupBy(LinkedCatalogs.Address))
        {
            var reason = group.Key is not { } own ? "It is no web address."
                : !IsOurs(own) ? $"It lies on another host than the catalogue ({block.Catalog.Host}), which was not asked."
                : visited.Contains(own) ? "The document at its address was read before."
                : failures >= MostFailures ? $"The documents of {MostFailures} others in a row could not be read, so its own was not asked for."
                : reading.Pages >= MostPages ? $"More than {MostPages} documents were read; its own was not asked for."
                : null;
            CatalogPage? page = null;
            if (reason is null)
            {
                (page, reason) = await DatasetAsync(group.Key!, reading, cancellationToken);
                failures = page is null ? failures + 1 : 0;
            }

            foreach (var dataset in group)
                Missing.GiveUp(dataset, reason ?? "Its own document says nothing of it, either.");
            if (page is not null)
                yield return page with { Only = group.ToHashSet() };
        }
    }

    private async Task<(CatalogPage? Page, string? Reason)> DatasetAsync(Uri url, Reading reading, CancellationToken cancellationToken)
    {
        visited.Add(url);
        try
        {
            var page = await reader.ReadAsync(url, reading, cancellationToken);
            reading.PageRead();
            return page.Document is null ? (null, $"Its own document {FetchFaults.Show(url)} is no RDF.") : (page, null);
        }
        catch (SourceException fault)
        {
            return (null, $"Its own document could not be read: {fault.Describe().TrimEnd('.')}.");
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
            reading.Doubt($"The catalogue's page {FetchFaults.Show(url)} could not be read, so the listing ends before it: {fault.Message}");
            return null;
        }
    }

    /// <summary>Weighs what the document says of its own completeness.</summary>
    private static void Weigh(CatalogPage page, Reading reading)
    {
        if (page.Document is not { } document)
            return;
        if (!document.IsWhole)
            reading.Doubt($"{document.Refused.Count} statements of {FetchFaults.Show(page.Url)} were refused, the first at line {document.Refused[0].Line}; datasets may have been lost with them.");
    }

    /// <param name="isDoubtful">Whether a repetition casts doubt on the listing: not where a second catalogue leads to the same document.</param>
    private bool IsRepetition(CatalogPage page, bool isDoubtful, Reading reading)
    {
        if (page.Document is not { } document)
            return IsKnown(RecordHash.OfBytes(page.Json.Span), page, isDoubtful, reading);
        var names = new StringBuilder();
        foreach (var dataset in document.Datasets)
        {
            // The label of a blank node says nothing: every page has a _:b0.
            if (dataset.Kind == TermKind.Iri)
                names.Append(dataset);
            foreach (var property in Vocabulary.Titles.Prepend(Vocabulary.Identifier))
                names.Append(document.Graph.Objects(dataset, property).FirstOrDefault());
            names.Append('\n');
        }

        var empty = names.Length == 0;
        if (empty && isDoubtful && reading.Pages > 1 && Candidates(page).Any())
        {
            reading.Doubt($"The catalogue's page {FetchFaults.Show(page.Url)} has no dataset but leads on; paging stopped there.");
            return true;
        }

        return !empty && IsKnown(RecordHash.OfText(names.ToString()), page, isDoubtful, reading);
    }

    private bool IsKnown(UInt128 content, CatalogPage page, bool isDoubtful, Reading reading)
    {
        if (contents.TryAdd(content, page.Url))
            return false;
        if (isDoubtful)
            reading.Doubt($"The catalogue's page {FetchFaults.Show(page.Url)} has the same datasets as {FetchFaults.Show(contents[content])}; paging stopped there.");
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
        reading.Finds("the link to a next page (hydra:next, Link)", candidates.Length);
        if (candidates.Length == 0)
            return null;
        if (candidates.FirstOrDefault(IsOurs) is not { } next)
        {
            reading.Doubt($"The next page after {FetchFaults.Show(page.Url)} is said to be {FetchFaults.Show(candidates[0])}, on another host than the catalogue ({block.Catalog.Host}); it was not followed. Is that an internal name behind a proxy?");
            return null;
        }

        if (visited.Contains(next))
        {
            reading.Doubt($"The next page after {FetchFaults.Show(page.Url)} is said to be {FetchFaults.Show(next)}, which was read before; paging stopped there.");
            return null;
        }

        return IsEnough(next, reading) ? null : next;
    }

    private static bool IsEnough(Uri next, Reading reading)
    {
        if (reading.Pages < MostPages)
            return false;
        reading.Doubt($"The catalogue has more than {MostPages} pages; {FetchFaults.Show(next)} and what follows were not read.");
        return true;
    }

    private bool IsOurs(Uri url) => hosts.Contains(url.Host);
}
