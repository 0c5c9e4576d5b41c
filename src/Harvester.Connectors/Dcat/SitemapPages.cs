using System.Runtime.CompilerServices;
using Harvester.Connectors.Definitions;
using Harvester.Connectors.Fetching;
using Harvester.Connectors.Sitemaps;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Connectors.Dcat;

/// <summary>
/// The pages of a sitemap that describe datasets. An ordinary HTML page that describes none is no fault, as most pages of a site are such; what else
/// cannot be read may be a dataset, and so nothing is withdrawn.
/// </summary>
internal sealed class SitemapPages(DcatBlock block, IFetcher fetcher, CatalogReader reader)
{
    /// <param name="visited">Addresses that were asked already; the pages are added.</param>
    public async IAsyncEnumerable<CatalogPage> ReadAsync(Uri sitemap, HashSet<Uri> visited, Reading reading, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (asked, empty, refused, failures) = (0, 0, 0, 0);
        var firstRefused = 0L;
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

            var (page, fault) = await PageAsync(entry, reading, cancellationToken);
            // What robots.txt keeps from us was not even asked for, and says nothing of the site's health.
            if (fault is { Code: "robots-refused" })
            {
                if (refused++ == 0)
                    firstRefused = entry.Position;
                continue;
            }

            asked++;
            if (page is not null)
            {
                failures = 0;
                yield return page;
            }
            else if (IsOrdinary(fault!, entry.Url))
            {
                failures = 0;
                empty++;
            }
            else
            {
                failures = IsAnswer(fault!) ? 0 : failures + 1;
                reading.Unread(new Problem(fault!.Code, Severity.Error, fault.Whose, null, null, fault.Describe()), entry.Position, FetchFaults.Show(entry.Url));
            }
        }

        if (refused > 0)
        {
            // Counted as one: most of them are no datasets, and all of them would outweigh what was read. One is enough that nothing is withdrawn for them.
            reading.Unread(new Problem("robots-refused", Severity.Warning, Whose.Source, null, null,
                $"{refused} pages that the sitemap names are closed to programs by the site's robots.txt; they were not asked for, and no dataset is withdrawn that may stand on them. If there are datasets among them, ask the site for leave; if not, narrow them by dcat.pages."), firstRefused, FetchFaults.Show(sitemap));
        }

        if (empty > 0)
        {
            reading.Report(new Problem("pages-without-dataset", Severity.Info, Whose.Source, null, null,
                $"{empty} of {asked} pages of the sitemap describe no dataset in JSON-LD or RDF; they were passed over. If they are none of the catalogue's, narrow them by dcat.pages."), recordUrl: FetchFaults.Show(sitemap));
        }
    }

    private async Task<(CatalogPage? Page, SourceException? Fault)> PageAsync(SitemapEntry entry, Reading reading, CancellationToken cancellationToken)
    {
        try
        {
            var page = await reader.ReadAsync(entry.Url, reading, cancellationToken);
            reading.PageRead();
            if (page.IsSitemap)
                throw CatalogSyntax.SitemapInstead(page.Url);
            if (page.Document is null)
                _ = DataJsonCatalog.Entries(page.Json, page.Url, static _ => { }).Any(); // that its end is broken shall be the fault of this page alone
            return (page, null);
        }
        catch (SourceException fault)
        {
            return (null, fault);
        }
    }

    /// <summary>True for an HTML page that is what a page of a site should be (it was looked at whether it is one of a login or of maintenance) and describes no dataset.</summary>
    private static bool IsOrdinary(SourceException fault, Uri url) => fault.Code == "html-instead-of-rdf" && !CatalogSyntax.IsNamedAsData(url);

    /// <summary>The site is up and answers; that the answer is none for us is no reason to leave it alone.</summary>
    private static bool IsAnswer(SourceException fault) =>
        fault.Code is "html-instead-of-rdf" or "not-rdf" or "not-json" or "not-a-catalog" or "remote-context" or "sitemap-instead-of-rdf";
}
