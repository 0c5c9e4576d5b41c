using System.Net.Http.Headers;
using Harvester.Connectors.Fetching;
using Harvester.Connectors.Fetching.Answers;
using Harvester.Core.Ports;

namespace Harvester.Connectors.Sampling;

/// <summary>
/// Asks for the beginning of a file (RFC 9110, section 14.2), and for nothing where it is as it was (section 13.1.2: If-None-Match goes before Range).
/// A server that knows no ranges sends the whole, of which no more is read; one that compresses on the way sends a part from which more comes than is read.
/// </summary>
internal sealed class PartRequest(HeaderState state, int length) : IAsking
{
    // Without the header, "not modified" would be of no use.
    private readonly bool isConditional = state.Header is { Count: > 0 } && (state.ETag ?? state.LastModified) is not null;

    public bool AsksFresh { get; private set; }

    /// <summary>The server says that the file is as it was.</summary>
    public bool IsUnmodified { get; private set; }

    /// <summary>The server sent another part than the first.</summary>
    public bool IsOtherPart { get; private set; }

    public string? ETag { get; private set; }
    public string? LastModified { get; private set; }

    public void Condition(HttpRequestMessage request)
    {
        request.Headers.Range = new RangeHeaderValue(0, length - 1);
        if (AsksFresh)
        {
            request.Headers.TryAddWithoutValidation("Cache-Control", "no-cache");
        }
        else if (isConditional && request.RequestUri!.AbsoluteUri == state.FinalUrl)
        {
            if (state.ETag is not null)
                request.Headers.TryAddWithoutValidation("If-None-Match", state.ETag);
            if (state.LastModified is not null)
                request.Headers.TryAddWithoutValidation("If-Modified-Since", state.LastModified);
        }
    }

    public Task<FetchedBody?> UnmodifiedAsync(Uri url, CancellationToken cancellationToken)
    {
        IsUnmodified = isConditional && url.AbsoluteUri == state.FinalUrl;
        AsksFresh = !IsUnmodified;
        return Task.FromResult(IsUnmodified ? new FetchedBody(url, null, null, Stream.Null) : null);
    }

    public Stream Remember(HttpResponseMessage response, Uri url, string? mediaType, string? charset, Uri? nextLink, Stream content)
    {
        (ETag, LastModified) = (Validators.ETag(response), Validators.LastModified(response));
        IsOtherPart = response.Content.Headers.ContentRange?.From > 0;
        return content;
    }
}
