using System.Buffers;

namespace Harvester.Connectors.Fetching;

/// <summary>
/// An answer with status 2xx: a stream that throws <see cref="Core.Model.SourceException"/> when it exceeds the size limit, ends before its
/// declared length or stalls. Dispose it to give the connection back.
/// </summary>
public sealed class FetchedBody(Uri url, string? mediaType, string? charset, Stream content, IDisposable? owner = null) : IAsyncDisposable
{
    /// <summary>Of our own: the shared pool keeps a buffer of each size for every thread.</summary>
    private static readonly ArrayPool<byte> Buffers = ArrayPool<byte>.Create(maxArrayLength: 16 << 20, maxArraysPerBucket: 2);

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
        // Grown in rented memory, and copied once: buffers of megabytes that are thrown away cost a full collection each. After a fault the buffer is not given
        // back: nobody can be sure that nothing is read into it any more.
        var buffer = Buffers.Rent(1 << 16);
        for (var length = 0; ;)
        {
            var read = await Content.ReadAsync(buffer.AsMemory(length), cancellationToken);
            length += read;
            if (read == 0 || length == buffer.Length)
            {
                var copy = read == 0 ? new byte[length] : Buffers.Rent(checked(2 * length));
                buffer.AsSpan(0, length).CopyTo(copy);
                Buffers.Return(buffer);
                if (read == 0)
                    return copy;
                buffer = copy;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Content.DisposeAsync();
        owner?.Dispose();
    }
}
