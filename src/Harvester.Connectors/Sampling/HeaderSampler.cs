using Harvester.Connectors.Definitions;
using Harvester.Connectors.Fetching;
using Harvester.Connectors.List;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Connectors.Sampling;

/// <summary>
/// Reads the beginning of CSV files through the one polite HTTP client: robots.txt, the host's gate and circuit, the address guard, retries and the
/// recognition of pages that are no data are those of a run. An agreement that lifts a robots.txt, and a key, go to the source's own hosts only.
/// </summary>
/// <param name="fileOf">Id of a source → its connector file; null: it has none any more.</param>
public sealed class HeaderSampler(Network network, Func<string, ConnectorFile?> fileOf) : IHeaderSource
{
    /// <summary>Bytes: the header and a few rows of any standard dataset.</summary>
    public const int Length = 16 << 10;

    private const string Accept = "text/csv,*/*;q=0.1";

    /// <summary>A file that takes longer to begin is looked at another day.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    public async Task<HeaderSample> ReadAsync(HeaderState state, CancellationToken cancellationToken)
    {
        var url = Uri.TryCreate(state.Url, UriKind.Absolute, out var address)
            ? address
            : throw new SourceException("not-http", Whose.Record, state.Url, $"{state.Url} is no address");
        var file = fileOf(state.Source);
        var part = new PartRequest(state, Length);
        await using var body = await network.PartFetcherFor(state.Source, file, Http(file, url)).AskAsync(url, Accept, part, new Reading(), cancellationToken);
        if (part.IsUnmodified)
            return new HeaderSample { FinalUrl = body.Url.AbsoluteUri, ETag = state.ETag, LastModified = state.LastModified };
        var bytes = new byte[Length];
        var count = await body.Content.ReadAtLeastAsync(bytes, Length, throwOnEndOfStream: false, cancellationToken);
        bytes = bytes[..count];
        if (part.IsOtherPart)
            throw Fault("bad-answer", body, "another part of the file came than was asked for");
        if (ListContent.Of(bytes) is var kind and not ListContentKind.Text)
            throw Fault("not-csv", body, $"the file is no CSV but {kind}");
        return new HeaderSample
        {
            Rows = await CsvSample.RowsAsync(bytes, isWhole: count < Length, body.Charset, cancellationToken),
            FinalUrl = body.Url.AbsoluteUri,
            ETag = part.ETag,
            LastModified = part.LastModified,
        };
    }

    private static HttpBlock Http(ConnectorFile? file, Uri url)
    {
        var http = file?.Http ?? new HttpBlock();
        return http with
        {
            Timeout = http.Timeout < Longest ? http.Timeout : Longest,
            MaxBytes = long.MaxValue, // no more than the beginning is read, whatever the file's size
            Robots = file is not null && SecretHeader.AddressesOf(file).Any(own => own.IdnHost.Equals(url.IdnHost, StringComparison.OrdinalIgnoreCase)) ? http.Robots : null,
        };
    }

    private static SourceException Fault(string code, FetchedBody body, string message) =>
        new(code, Whose.Source, body.Hide(FetchFaults.Show(body.Url)), message);
}
