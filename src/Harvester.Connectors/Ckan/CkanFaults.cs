using Harvester.Connectors.Fetching;
using Harvester.Core.Model;

namespace Harvester.Connectors.Ckan;

/// <summary>Answers that are no listing.</summary>
internal static class CkanFaults
{
    private const int LongestExcerpt = 300;

    /// <param name="message">What CKAN says of it, or null.</param>
    public static SourceException Refused(FetchedBytes answer, string? message, bool isNotFound) => new(isNotFound ? "ckan-not-found" : "ckan-error", Whose.Source, answer.Hide(FetchFaults.Show(answer.Url)),
        $"CKAN answers success: false{(message is null ? ", without a message" : $": {Excerpt(answer.Hide(message))}")}");

    public static SourceException Html(Uri url) => new("html-instead-of-json", Whose.Source, FetchFaults.Show(url),
        "an HTML page came where the JSON of CKAN's action API was expected: a maintenance, login or challenge page, or ckan.api in the connector file is not the address of the API");

    public static SourceException NotJson(Uri url, long position, long length) => new("not-json", Whose.Source, FetchFaults.Show(url), position >= length
        ? $"the JSON ends in the middle, at byte {length}; nothing of this answer was used"
        : $"the answer is not JSON at byte {position} of {length}; nothing of it was used");

    public static SourceException NotCkan(Uri url, string expected) => new("not-ckan", Whose.Ours, FetchFaults.Show(url),
        $"the answer is JSON without {expected}; ckan.api in the connector file should be the address of an action API, which ends with /api/3/action");

    private static string Excerpt(string message)
    {
        var line = string.Join(' ', message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= LongestExcerpt ? line : string.Concat(line.AsSpan(0, LongestExcerpt), "…");
    }
}
