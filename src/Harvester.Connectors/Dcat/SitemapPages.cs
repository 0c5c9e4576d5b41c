using System.Runtime.CompilerServices;
using Harvester.Connectors.Definitions;
using Harvester.Connectors.Fetching;
using Harvester.Connectors.Sitemaps;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Connectors.Dcat;

/// <summary>The pages of a sitemap that describe datasets. Most pages of a site do not, and are no fault.</summary>
internal sealed class SitemapPages(DcatBlock block, IFetcher fetcher, CatalogReader reader)
{
    /// <param name="visited">Addresses that were asked already; the pages are added.</param>
    public async IAsyncEnumerable<CatalogPage> ReadAsync(Uri sitemap, HashSet<Uri> visited, Reading reading, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (asked, empty, failures) = (0, 0, 0);
        await foreach (var entry in new SitemapReader(fetcher, block.Pages).ReadAsync(sitemap, reading, cancellationToken))
        {
            if (!visited.Add(entry.Url))
                continue;
            if (asked >= CatalogPages.MostPages || failures >= CatalogPages.MostFailures)
            {
                reading.Doubt(failures >= CatalogPages.MostFailures
                    ? $"{failures} pages of the sitemap in a row could not be read; {FetchFaults.Show(entry.Url)} and what follows were not asked for."
                    : $"The sitemap names more than {asked} pages; {FetchFaults.Show(entry.Url)} and what follows were not read. Give dcat.pages, a pattern that the addresses of dataset pages match.");
                break;
            }

            asked++;
            var (page, isFault) = await PageAsync(entry, reading, cancellationToken);
            failures = isFault ? failures + 1 : 0;
            if (page?.Document is not null)
                yield return page;
            else
                empty += isFault ? 0 : 1;
        }

        if (empty > 0)
        {
            reading.Report(new Problem("pages-without-dataset", Severity.Info, Whose.Source, null, null,
                $"{empty} of {asked} pages of the sitemap describe no dataset in JSON-LD or RDF; they were passed over. If they are none of the catalogue's, narrow them by dcat.pages."), recordUrl: FetchFaults.Show(sitemap));
        }
    }

    private async Task<(CatalogPage? Page, bool IsFault)> PageAsync(SitemapEntry entry, Reading reading, CancellationToken cancellationToken)
    {
        try
        {
            var page = await reader.ReadAsync(entry.Url, reading, cancellationToken);
            reading.PageRead();
            return (page, false);
        }
        catch (SourceException fault) when (fault.Code is "html-instead-of-rdf" or "not-rdf" or "not-json" or "not-a-catalog")
        {
            return (null, false);
        }
        catch (SourceException fault)
        {
            // Unread, and so nothing is withdrawn: the dataset of this page may be there.
            reading.Unread(new Problem(fault.Code, Severity.Error, fault.Whose, null, null, fault.Describe()), entry.Position, FetchFaults.Show(entry.Url));
            return (null, true);
        }
    }
}
