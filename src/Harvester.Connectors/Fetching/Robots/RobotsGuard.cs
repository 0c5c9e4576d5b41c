using System.Collections.Concurrent;
using Harvester.Connectors.Definitions;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Connectors.Fetching.Robots;

/// <summary>
/// Asks robots.txt before a source's requests, for one run. What was decided and is worth knowing is told once per origin: a refusal that
/// an agreement lifts, CKAN's stock file, a longer pause, a file that is none.
/// </summary>
internal sealed class RobotsGuard(RobotsOrigins origins, HttpBlock http)
{
    /// <summary>A site that asks for more does not mean to be harvested, and a run would never end.</summary>
    public static readonly TimeSpan LongestCrawlDelay = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<(string File, string Code), bool> told = [];

    /// <summary>Why an address must not be asked; null when it may.</summary>
    /// <param name="asked">The address before redirects.</param>
    public async Task<SourceException?> CheckAsync(Uri url, Uri asked, Reading reading, CancellationToken cancellationToken)
    {
        var answer = await origins.OfAsync(url, http, cancellationToken);
        var address = FetchFaults.Show(RobotsOrigins.FileOf(url));
        if (answer.Fault is { } fault)
            return http.Robots is null || !RobotsFaults.IsOfFile(fault) ? RobotsFaults.Unreachable(url, asked, fault) : Agreed($"cannot be read ({fault.Message})");

        var file = answer.File!;
        foreach (var note in file.Notes)
            Tell(note.Code, $"{address} {note.Sentence}");
        if (file.CrawlDelay > LongestCrawlDelay)
            return http.Robots is null ? RobotsFaults.DelayTooLong(url, file.CrawlDelay.Value) : Agreed($"asks for {file.CrawlDelay.Value.TotalSeconds:0} s between requests");
        if (file.CrawlDelay > http.Delay)
            Tell("robots-crawl-delay", $"{address} asks for {file.CrawlDelay.Value.TotalSeconds:0.###} s between requests, more than this source's http.delay of {http.Delay.TotalSeconds:0.###} s: that is kept");

        if (file.Refusing(url) is not { } rule)
            return null;
        if (http.Robots is not null)
            return Agreed($"refuses {FetchFaults.Show(url)} by line {rule.Line}, \"{rule.Text}\"");
        if (!file.IsCkanStock || !CkanStockFile.IsApi(url))
            return RobotsFaults.Refused(url, asked, rule);
        Tell("robots-ckan-stock", $"{address} is the file that CKAN installs against search engines, unchanged: its pause is kept, and its API is read all the same; if the site objects, set enabled: false");
        return null;

        SourceException? Agreed(string what)
        {
            var agreement = http.Robots!;
            Tell("robots-agreement", $"{address} {what}; it is harvested by agreement with {agreement.AgreedWith} since {agreement.On:yyyy-MM-dd}: {agreement.Why}");
            return null;
        }

        void Tell(string code, string sentence)
        {
            if (told.TryAdd((address, code), true))
                reading.Report(new Problem(code, Severity.Info, Whose.Source, null, null, sentence), recordUrl: address);
        }
    }
}
