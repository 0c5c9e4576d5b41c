namespace Harvester.Connectors.Fetching.Recognition;

/// <summary>Reads off an Accept header what is promised.</summary>
internal static class Promises
{
    /// <summary>Whoever accepts HTML at all can read a page; otherwise the first media type tells.</summary>
    public static Promise Of(string accept)
    {
        if (accept.Contains("text/html", StringComparison.OrdinalIgnoreCase))
            return Promise.Page;
        return accept.Split(',', ';')[0].Trim().ToLowerInvariant() switch
        {
            "application/json" => Promise.Json,
            "text/csv" => Promise.Csv,
            "text/turtle" or "application/rdf+xml" or "application/ld+json" or "application/n-triples" => Promise.Rdf,
            _ => Promise.Anything,
        };
    }

    public static string Word(this Promise promise) => promise.ToString().ToLowerInvariant();

    /// <summary>For a sentence.</summary>
    public static string Name(this Promise promise) => promise is Promise.Csv ? "a list as CSV or workbook" : promise.ToString().ToUpperInvariant();
}
