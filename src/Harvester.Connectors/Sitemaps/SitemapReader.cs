using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Harvester.Connectors.Fetching;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Connectors.Sitemaps;

/// <summary>
/// The pages that a sitemap names, those of the sitemaps of an index included (sitemaps.org, protocol 0.9): each page once, as a stream; in
/// memory are a hash per page and the addresses of the files.
/// </summary>
/// <param name="address">Only pages whose address matches; null: all.</param>
internal sealed class SitemapReader(IFetcher fetcher, Regex? address = null)
{
    /// <summary>An index may name 50,000 files of 50,000 pages; no municipality has as many.</summary>
    private const int MostFiles = 500;
    private const int MostPages = 500_000;

    /// <summary>The protocol allows one index above the files; some sites have an index of indexes.</summary>
    private const int Deepest = 3;

    /// <summary>
    /// Reads a sitemap or an index. What cannot be read of it is reported: an entry without a usable address as <see cref="Reading.Unread"/>,
    /// a file as a problem and a doubt, so that the listing is not taken for whole.
    /// </summary>
    /// <exception cref="SourceException">The first file gives no entry: what the fetcher throws, <c>not-a-sitemap</c>, <c>too-large</c>.</exception>
    public async IAsyncEnumerable<SitemapEntry> ReadAsync(Uri sitemap, Reading reading, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var files = new Queue<(Uri Url, int Depth)>([(sitemap, 0)]);
        var known = new HashSet<Uri> { sitemap };
        var pages = new HashSet<UInt128>();
        var hosts = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { sitemap.Host };
        var (strangers, strangeFiles) = (0L, 0L);
        var position = 0L;
        while (files.TryDequeue(out var file))
        {
            var entries = 0L;
            await using var elements = SitemapFile.ReadAsync(fetcher, file.Url, reading, cancellationToken).GetAsyncEnumerator(cancellationToken);
            while (await MoveAsync(elements, file.Url, isFirst: file.Url == sitemap && entries == 0, reading))
            {
                entries++;
                var (answered, isSitemap, location, modified) = elements.Current;
                if (file.Url == sitemap)
                    hosts.Add(answered.Host);
                if (!isSitemap)
                    position++;
                if (!isSitemap && address is not null && (location is null || !address.IsMatch(location)))
                    continue;
                if (!Uri.TryCreate(location, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
                {
                    reading.Unread(new Problem("bad-address", Severity.Error, Whose.Source, "loc", location,
                        "The sitemap has an entry without an absolute http address (element loc); its page was not read."), position, FetchFaults.Show(file.Url));
                    continue;
                }

                // A sitemap speaks for its own host only (protocol, "Sitemap file location").
                if (!hosts.Contains(url.Host))
                {
                    strangers++;
                    strangeFiles += isSitemap ? 1 : 0;
                    continue;
                }

                url = url.Fragment.Length == 0 ? url : new Uri(url.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped));
                if (isSitemap)
                    Follow(url, file.Depth + 1, files, known, reading);
                else if (pages.Add(RecordHash.OfText(url.AbsoluteUri)))
                {
                    if (pages.Count > MostPages)
                    {
                        reading.Doubt($"The sitemap {FetchFaults.Show(sitemap)} names more than {MostPages} pages; the rest was not read. Give a narrower sitemap or address pattern.");
                        yield break;
                    }

                    yield return new SitemapEntry(url, modified, position);
                }
            }

            reading.PageRead();
        }

        if (strangeFiles > 0)
            reading.Doubt($"The index {FetchFaults.Show(sitemap)} names {strangeFiles} sitemaps on other hosts; they were not read.");
        if (strangers > 0)
        {
            reading.Report(new Problem("foreign-address", Severity.Warning, Whose.Source, "loc", null,
                $"{strangers} entries of the sitemap lead to other hosts than {sitemap.Host}; they were not followed."), recordUrl: FetchFaults.Show(sitemap));
        }
    }

    private static async ValueTask<bool> MoveAsync(IAsyncEnumerator<SitemapElement> elements, Uri file, bool isFirst, Reading reading)
    {
        try
        {
            return await elements.MoveNextAsync();
        }
        catch (SourceException fault) when (!isFirst)
        {
            reading.Report(new Problem(fault.Code, Severity.Error, fault.Whose, null, null, fault.Describe()), recordUrl: FetchFaults.Show(file));
            reading.Doubt($"The sitemap {FetchFaults.Show(file)} could not be read to its end: {fault.Message}");
            return false;
        }
    }

    private static void Follow(Uri url, int depth, Queue<(Uri Url, int Depth)> files, HashSet<Uri> known, Reading reading)
    {
        if (known.Contains(url))
            return;
        if (depth > Deepest || known.Count >= MostFiles)
        {
            reading.Doubt(depth > Deepest
                ? $"The sitemap {FetchFaults.Show(url)} stands below more than {Deepest} indexes; it was not read."
                : $"The sitemap's indexes name more than {MostFiles} files; {FetchFaults.Show(url)} was not read.");
            return;
        }

        known.Add(url);
        files.Enqueue((url, depth));
    }
}
