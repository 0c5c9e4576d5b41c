using Harvester.Core.Model;

namespace Harvester.Publishing;

/// <summary>One way to write the catalogue to a file or a response. Streams: memory does not grow with the number of datasets.</summary>
public interface IExportFormat
{
    /// <summary>The word for it on the command line: <c>ndjson</c>, <c>csv</c>.</summary>
    string Name { get; }

    /// <summary>Value of Content-Type, with the charset where the type has one.</summary>
    string MediaType { get; }

    /// <summary>File name extension, without the dot.</summary>
    string Extension { get; }

    /// <summary>Writes every dataset in the order given, annotations as they are joined, and leaves <paramref name="output"/> open.</summary>
    /// <returns>How many datasets were written.</returns>
    Task<long> WriteAsync(IAsyncEnumerable<Dataset> datasets, Stream output, CancellationToken cancellationToken);
}
