using Harvester.Core.Ports;

namespace Harvester.Connectors.Fetching.Answers;

/// <summary>What is remembered of one address, while it is asked: makes the request conditional, reads the kept body after a 304, keeps a new one.</summary>
internal sealed class Recollection(AnswerMemory memory, Uri asked, string accept, KeptAnswer? kept, bool mayAsk, Reading reading) : IAsking
{
    // Without validators an answer is only kept as a note that those of its address cannot be relied on.
    private readonly bool isDistrusted = kept is { ETag: null, LastModified: null };

    private bool asksFresh;

    /// <summary>True once a 304 could not be used: then the whole answer is asked for, past caches on the way.</summary>
    public bool AsksFresh => asksFresh;

    /// <summary>Adds the validators to a request for the very address that gave them: a redirect's target has its own.</summary>
    public void Condition(HttpRequestMessage request)
    {
        if (asksFresh)
            request.Headers.TryAddWithoutValidation("Cache-Control", "no-cache");
        else if (mayAsk && kept is not null && request.RequestUri!.AbsoluteUri == kept.FinalUrl)
        {
            if (kept.ETag is not null)
                request.Headers.TryAddWithoutValidation("If-None-Match", kept.ETag);
            if (kept.LastModified is not null)
                request.Headers.TryAddWithoutValidation("If-Modified-Since", kept.LastModified);
        }
    }

    /// <summary>After a 304: the kept answer as if it had come; null when there is none, and from now on the whole is asked for.</summary>
    public async Task<FetchedBody?> UnmodifiedAsync(Uri url, CancellationToken cancellationToken)
    {
        if (mayAsk && !isDistrusted && url.AbsoluteUri == kept?.FinalUrl
            && await reading.Answers!.OpenBodyAsync(memory.Source, kept.Url, cancellationToken) is { } content)
        {
            reading.AnswerUsed(kept.Url);
            reading.Unmodified();
            return new FetchedBody(url, kept.MediaType, kept.Charset, new KeptBody(content, url))
            {
                NextLink = kept.NextLink is null ? null : new Uri(kept.NextLink),
                Hide = memory.Hide,
            };
        }

        asksFresh = true;
        return null;
    }

    /// <summary>The body of an answer, kept on its way to the reader where that is allowed and of use.</summary>
    public Stream Remember(HttpResponseMessage response, Uri url, string? mediaType, string? charset, Uri? nextLink, Stream content)
    {
        if (reading.Answers is null)
            return content;
        if (isDistrusted)
        {
            reading.AnswerUsed(asked.AbsoluteUri);
            return content;
        }

        var answer = new KeptAnswer
        {
            Url = asked.AbsoluteUri,
            Accept = accept,
            ETag = Validators.ETag(response),
            LastModified = Validators.LastModified(response),
            FinalUrl = url.AbsoluteUri,
            MediaType = mediaType,
            Charset = charset,
            NextLink = nextLink?.AbsoluteUri,
            BodyHash = "",
            Length = 0,
            FetchedAt = memory.Clock.GetUtcNow(),
        };
        var isKeepable = (answer.ETag ?? answer.LastModified) is not null && Validators.MayBeKept(response)
            // the key that a server echoes in an address would be lost or stored
            && memory.Hide(answer.FinalUrl) == answer.FinalUrl && (answer.NextLink is null || memory.Hide(answer.NextLink) == answer.NextLink);
        return isKeepable ? new RememberingStream(content, (hash, length, body, token) => KeepAsync(answer with { BodyHash = hash, Length = length }, body, token)) : content;
    }

    private async Task KeepAsync(KeptAnswer answer, Stream body, CancellationToken cancellationToken)
    {
        if (kept is not null && HasValidatorsOf(answer) && kept.BodyHash != answer.BodyHash)
        {
            reading.Report(AnswerMemory.Stale(kept), recordUrl: FetchFaults.Show(asked));
            (answer, body) = (answer with { ETag = null, LastModified = null, Length = 0 }, Stream.Null);
        }

        reading.AnswerUsed(answer.Url);
        if (!asksFresh && kept is not null && answer with { FetchedAt = kept.FetchedAt } == kept)
            return; // the server answers conditional requests as any other: what is kept is the same
        await reading.Answers!.KeepAsync(memory.Source, answer, body, cancellationToken);
    }

    private bool HasValidatorsOf(KeptAnswer answer) => kept!.FinalUrl == answer.FinalUrl
        && (kept.ETag is not null || answer.ETag is not null ? kept.ETag == answer.ETag : kept.LastModified == answer.LastModified);
}
