namespace Harvester.Connectors.Fetching;

/// <summary>What makes one request another one than a plain GET, and what becomes of its answer.</summary>
internal interface IAsking
{
    /// <summary>True once a 304 could not be used: another one is a fault.</summary>
    bool AsksFresh { get; }

    /// <summary>Adds headers before each hop is sent.</summary>
    void Condition(HttpRequestMessage request);

    /// <summary>After a 304: what stands for the answer; null: it is to be asked for afresh.</summary>
    Task<FetchedBody?> UnmodifiedAsync(Uri url, CancellationToken cancellationToken);

    /// <summary>After a success: the body as it goes to the reader.</summary>
    Stream Remember(HttpResponseMessage response, Uri url, string? mediaType, string? charset, Uri? nextLink, Stream content);
}
