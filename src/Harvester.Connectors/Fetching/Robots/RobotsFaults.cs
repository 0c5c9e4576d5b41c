using Harvester.Core.Model;

namespace Harvester.Connectors.Fetching.Robots;

/// <summary>How robots.txt stops a source, in sentences that say what to do.</summary>
internal static class RobotsFaults
{
    private const string HowToAgree = "to harvest it all the same, agree with the site and write http.robots: { agreed-with, on, why } into the connector file";

    public static SourceException Refused(Uri url, Uri asked, RobotsRule rule) => new("robots-refused", Whose.Source, FetchFaults.Show(asked),
        (url == asked ? "" : $"{FetchFaults.Show(asked)} redirects to {FetchFaults.Show(url)}; ")
        + $"{FetchFaults.Show(RobotsOrigins.FileOf(url))} refuses {FetchFaults.Show(url)} by line {rule.Line}, \"{rule.Text}\", and it was not asked; {HowToAgree}");

    public static SourceException DelayTooLong(Uri url, TimeSpan delay) => new("robots-delay-too-long", Whose.Source, FetchFaults.Show(url),
        $"{FetchFaults.Show(RobotsOrigins.FileOf(url))} asks for {delay.TotalSeconds:0} s between two requests, with which no harvest comes to an end; nothing was asked; {HowToAgree}");

    /// <summary>
    /// The rules are not known, so everything is refused (RFC 9309, section 2.3.1.4). Where not the file but the whole host is out of reach, that is the fault
    /// which a person should see; and who challenges us for the file does so for its site.
    /// </summary>
    public static SourceException Unreachable(Uri url, Uri asked, SourceException fault) =>
        fault.InnerException is AddressRefusedException refusal ? FetchFaults.Refused(url, asked, refusal)
        : IsOfFile(fault) && fault.Code is not "bot-challenge"
            ? new SourceException("robots-unreachable", Whose.Source, FetchFaults.Show(asked),
                $"{FetchFaults.Show(RobotsOrigins.FileOf(url))} could not be read, so it is not known what may be asked for, and nothing was: {fault.Message}", fault)
            : new SourceException(fault.Code, fault.Whose, FetchFaults.Show(asked), fault.Message, fault.InnerException);

    /// <summary>False: the host cannot be reached at all, or must not be.</summary>
    public static bool IsOfFile(SourceException fault) =>
        fault.InnerException is not (AddressRefusedException or OutOfTimeException { Connecting: true } or HttpRequestException
        {
            HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError
        })
        && fault.Code is not "host-paused";
}
