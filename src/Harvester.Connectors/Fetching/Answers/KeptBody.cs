using Harvester.Core.Model;

namespace Harvester.Connectors.Fetching.Answers;

/// <summary>The body that was kept of an earlier answer. What is wrong with it is a <see cref="SourceException"/>, as with one from the network.</summary>
internal sealed class KeptBody(Stream inner, Uri url) : ReadOnlyStream
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await inner.ReadAsync(buffer, cancellationToken);
        }
        catch (IOException e)
        {
            throw new SourceException("kept-answer-lost", Whose.Ours, FetchFaults.Show(url),
                $"the server says that nothing has changed, but what is kept of its last answer cannot be read ({e.Message}); the next run asks for the whole", e);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
