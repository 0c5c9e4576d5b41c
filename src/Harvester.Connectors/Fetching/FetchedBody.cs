using System.Buffers;

namespace Harvester.Connectors.Fetching;

/// <summary>
/// An answer with status 2xx: a stream that throws <see cref="Core.Model.SourceException"/> when it exceeds the size limit, ends before its
/// declared length or stalls. Dispose it to give the connection back.
/// </summary>
public sealed class FetchedBody(Uri url, string? mediaType, string? charset, Stream content, IDisposable? owner = null) : IAsyncDisposable
{
    /// <summary>After redirects.</summary>
    public Uri Url { get; } = url;

    /// <summary>Lower case, without parameters; null when the server names none.</summary>
    public string? MediaType { get; } = mediaType;

    /// <summary>Parameter of Content-Type, as sent.</summary>
    public string? Charset { get; } = charset;

    /// <summary>Address of the next page by a <c>Link: rel="next"</c> header (RFC 8288), resolved.</summary>
    public Uri? NextLink { get; init; }

    public Stream Content { get; } = content;

    /// <summary>Takes the source's key out of a text of the answer, before it goes into a message: servers echo what they were sent.</summary>
    internal Func<string, string> Hide { get; init; } = static text => text;

    /// <summary>The whole body, within the size limit.</summary>
    public async Task<byte[]> ReadAllAsync(CancellationToken cancellationToken)
    {
        // Grown in rented memory, and copied once: buffers of megabytes that are thrown away cost a full collection each.
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 16);
        try
        {
            for (var length = 0; ;)
            {
                var read = await Content.ReadAsync(buffer.AsMemory(length), cancellationToken);
                if (read == 0)
                    return buffer.AsSpan(0, length).ToArray();
                length += read;
                if (length < buffer.Length)
                    continue;
                var larger = ArrayPool<byte>.Shared.Rent(2 * length);
                buffer.AsSpan(0, length).CopyTo(larger);
                (buffer, larger) = (larger, buffer);
                ArrayPool<byte>.Shared.Return(larger);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Content.DisposeAsync();
        owner?.Dispose();
    }
}
