using Harvester.Core.Model;

namespace Harvester.Core.Ports;

/// <summary>
/// Reads one source: fetches and parses, streaming and in bounded memory. A fault of one record is reported to
/// <see cref="Reading.Report"/> and the rest goes on; a fault of the source is a <see cref="SourceException"/>.
/// </summary>
public interface IConnector
{
    /// <summary>The source's records in its own order. The connector keeps <paramref name="reading"/> true to what it sees.</summary>
    /// <exception cref="SourceException">The source did not give what it promised; what was yielded before stays valid.</exception>
    IAsyncEnumerable<SourceRecord> ReadAsync(Reading reading, CancellationToken cancellationToken);
}
