using Harvester.Connectors.Fetching;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Connectors.Html;

/// <summary>The way through a site's index and listing pages: each page once, bounded, and with every doubt remembered. One reading has one walk.</summary>
internal sealed class PageWalk(PageReader pages, SiteHosts hosts, Reading reading)
{
    private const int MostPages = 1000;

    /// <summary>After so many failures in a row the site is down, and asking on is impolite.</summary>
    private const int MostFailuresInARow = 20;

    private readonly HashSet<Uri> asked = [];
    private int failuresInARow;
    private bool isOverLimit;

    public Reading Reading => reading;

    /// <summary>False once a doubt was raised: pages are lacking.</summary>
    public bool Complete { get; private set; } = true;

    /// <summary>The last page that could not be read, or null.</summary>
    public SourceException? LastFault { get; private set; }

    /// <summary>True until a second page was asked for: a fault of the first is one of the source.</summary>
    public bool IsAtFirstPage => asked.Count <= 1;

    /// <summary>True once the site was given up.</summary>
    public bool GaveUp => failuresInARow >= MostFailuresInARow;

    /// <summary>True for a page that was not asked for before, and may be.</summary>
    public bool Enter(Uri url)
    {
        if (GaveUp || asked.Contains(url))
            return false;
        if (asked.Count < MostPages)
            return asked.Add(url);
        if (!isOverLimit)
            Doubt($"The listing has more than {MostPages} pages; {FetchFaults.Show(url)} and what follows were not read.");
        isOverLimit = true;
        return false;
    }

    /// <summary>Reads a page that was entered; null after a fault, which is reported and a doubt.</summary>
    /// <exception cref="SourceException">The first page cannot be read; any page matches <c>fail-when</c>.</exception>
    public async Task<HtmlPage?> ReadAsync(Uri url, IReadOnlyList<string> trail, PageRole role, CancellationToken cancellationToken)
    {
        try
        {
            var page = await pages.ReadAsync(url, reading, cancellationToken);
            if (hosts.Strayed(url, page.Url, role) is { } strayed)
                throw strayed;
            page.Trail = trail;
            hosts.Add(url, page.Url, role);
            reading.PageRead();
            failuresInARow = 0;
            return page;
        }
        catch (SourceException fault) when (!IsAtFirstPage && fault.Code != "fail-when")
        {
            failuresInARow++;
            Fault(url, fault, $"The listing's page {FetchFaults.Show(url)} could not be read: {fault.Message}");
            if (GaveUp)
                Doubt($"{MostFailuresInARow} pages in a row could not be read; the rest of the listing was not asked for.");
            return null;
        }
    }

    public void Fault(Uri url, SourceException fault, string sentence)
    {
        LastFault = fault;
        reading.Report(new Problem(fault.Code, Severity.Error, fault.Whose, null, null, fault.Describe()), recordUrl: FetchFaults.Show(url));
        Doubt(sentence);
    }

    /// <summary>Something is told that takes nothing from the listing's completeness.</summary>
    public void Note(string code, Severity severity, Whose whose, Uri page, string? value, string sentence) =>
        reading.Report(new Problem(code, severity, whose, null, value, sentence), recordUrl: FetchFaults.Show(page));

    public void Doubt(string sentence)
    {
        Complete = false;
        reading.Doubt(sentence);
    }
}
