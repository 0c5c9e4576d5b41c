namespace Harvester.Connectors.Fetching;

/// <summary>A body put aside: a small one in memory, a large one in a temporary file that vanishes with the spool, or with the process.</summary>
internal sealed class BodySpool : IAsyncDisposable, IDisposable
{
    private const int MostInMemory = 256 << 10;

    private Stream content = new MemoryStream();

    public long Length => content.Length;

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (content is MemoryStream small && small.Length + bytes.Length > MostInMemory)
        {
            var file = new FileStream(Path.Combine(Path.GetTempPath(), $"harvester-{Guid.NewGuid():n}.spool"), new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
            });
            content = file;
            small.WriteTo(file);
        }

        await content.WriteAsync(bytes, cancellationToken);
    }

    /// <summary>The body from its beginning; the spool keeps owning it.</summary>
    public Stream Rewound()
    {
        content.Position = 0;
        return content;
    }

    public ValueTask DisposeAsync() => content.DisposeAsync();

    public void Dispose() => content.Dispose();
}
