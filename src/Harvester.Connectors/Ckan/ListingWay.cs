using Harvester.Connectors.Fetching;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Connectors.Ckan;

/// <summary>Which actions a site refused to list its packages by, and what that means.</summary>
internal sealed class ListingWay(Reading reading)
{
    private readonly List<string> refusals = [];
    private SourceException? first;

    /// <summary>An answer that says that there is no such action, or not for us: not that the site is down, nor that the whole API is elsewhere.</summary>
    public static bool MeansNotOffered(SourceException refusal) => refusal.Code is "http-400" or "http-404" or "http-405" or "http-409" or "http-501" or "ckan-error" or "ckan-not-found";

    /// <summary>What Solr makes of a field it does not know comes with many a status, 500 among them.</summary>
    public static bool MayBeTheRange(SourceException refusal) => MeansNotOffered(refusal) || refusal.Code is "http-500";

    /// <summary>Goes on, and says so in the run; or ends the reading.</summary>
    /// <exception cref="SourceException">There is no way round.</exception>
    public void Refused(string action, SourceException refusal, string instead, bool mayGoOn)
    {
        if (!mayGoOn)
            throw refusal;
        first ??= refusal;
        refusals.Add($"{action}: {refusal.Message}");
        reading.Report(new Problem("action-not-offered", Severity.Info, Whose.Source, null, action, $"{action} is refused: {refusal.Message}; {instead}"));
    }

    /// <summary>The fault when every action is refused; it names the other usual address of the API where that one answers.</summary>
    public async Task<SourceException> NowhereAsync(SourceException last, CkanApi api, IFetcher fetcher, CancellationToken cancellationToken)
    {
        var fault = first ?? last;
        var all = string.Join("; ", refusals.Append($"package_list: {last.Message}"));
        if (fault.Code is "http-404" or "http-410" && api.Elsewhere() is { } other && await AnswersAsync(other, fetcher, cancellationToken))
            return new SourceException("moved-api", Whose.Ours, fault.Url, $"nothing answers at {api}, but {other} does: put that into ckan.api of the connector file ({all})", last);
        return refusals.Count == 0 ? last : new SourceException(fault.Code, fault.Whose, fault.Url, all, last);
    }

    private async Task<bool> AnswersAsync(CkanApi other, IFetcher fetcher, CancellationToken cancellationToken)
    {
        try
        {
            CkanAnswer.Packages(await fetcher.GetBytesAsync(other.Search(0, 1), "application/json", reading, cancellationToken), CkanResult.Search);
            return true;
        }
        catch (SourceException)
        {
            return false;
        }
    }
}
