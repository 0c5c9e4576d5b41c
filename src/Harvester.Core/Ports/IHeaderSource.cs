using Harvester.Core.Model;

namespace Harvester.Core.Ports;

/// <summary>The way to the beginning of a CSV file: small, polite, conditional where validators are kept.</summary>
public interface IHeaderSource
{
    /// <summary>The first rows of the file that <see cref="HeaderState.Url"/> names.</summary>
    /// <param name="state">Its validators count where a header is kept, too: another reading of the same file is of no use.</param>
    /// <exception cref="SourceException">Not reached, refused, gone, a page in place of data, or no CSV (<c>not-csv</c>).</exception>
    Task<HeaderSample> ReadAsync(HeaderState state, CancellationToken cancellationToken);
}
