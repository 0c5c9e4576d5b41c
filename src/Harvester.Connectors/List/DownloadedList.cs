using Harvester.Connectors.Fetching;

namespace Harvester.Connectors.List;

/// <summary>
/// A list in a temporary file that vanishes with it, or with the process: a workbook cannot be read as it comes, an answer that breaks off can be
/// asked for again, and the host's connection is free while the list is parsed. http.max-bytes bounds it.
/// </summary>
internal sealed class DownloadedList : IAsyncDisposable
{
    private const int BytesToLookAt = 1024;

    private DownloadedList(FetchedBody body)
    {
        Url = body.Url;
        Charset = body.Charset;
    }

    /// <summary>After redirects.</summary>
    public Uri Url { get; }

    /// <summary>Parameter of Content-Type.</summary>
    public string? Charset { get; }

    public FileStream File { get; } = new(Path.Combine(Path.GetTempPath(), $"harvester-{Guid.NewGuid():n}.list"), new FileStreamOptions
    {
        Mode = FileMode.CreateNew,
        Access = FileAccess.ReadWrite,
        Share = FileShare.None,
        Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
    });

    /// <exception cref="Core.Model.SourceException"><c>empty-body</c>; what the body's stream throws.</exception>
    public static async Task<DownloadedList> ReadAsync(FetchedBody body, CancellationToken cancellationToken)
    {
        var list = new DownloadedList(body);
        try
        {
            await body.Content.CopyToAsync(list.File, cancellationToken);
            if (list.File.Length == 0)
                throw FetchFaults.Empty(body.Url);
            list.File.Position = 0;
            return list;
        }
        catch
        {
            await list.DisposeAsync();
            throw;
        }
    }

    /// <summary>The first bytes, to see what it is; the file is at its beginning again afterwards.</summary>
    public async Task<byte[]> BeginningAsync(CancellationToken cancellationToken)
    {
        var beginning = new byte[Math.Min(BytesToLookAt, File.Length)];
        await File.ReadExactlyAsync(beginning, cancellationToken);
        File.Position = 0;
        return beginning;
    }

    public ValueTask DisposeAsync() => File.DisposeAsync();
}
