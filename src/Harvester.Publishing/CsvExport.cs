using System.Text;
using Harvester.Core.Model;
using Harvester.Publishing.Csv;

namespace Harvester.Publishing;

/// <summary>
/// A table for spreadsheets: one row per distribution with its dataset's columns (see <see cref="CsvColumns"/>); a dataset without
/// distributions has one row. RFC 4180 (CRLF, quotes doubled), UTF-8 with BOM so that Excel reads the Japanese, and no cell that a
/// spreadsheet would run as a formula (see <see cref="CsvRow"/>).
/// </summary>
public sealed class CsvExport : IExportFormat
{
    private static readonly IReadOnlyList<Distribution?> NoFile = [null];

    public string Name => "csv";
    public string MediaType => "text/csv; charset=utf-8";
    public string Extension => "csv";

    public async Task<long> WriteAsync(IAsyncEnumerable<Dataset> datasets, Stream output, CancellationToken cancellationToken)
    {
        await using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), 16 << 10, leaveOpen: true);
        var row = new StringBuilder();
        CsvRow.Append(row, CsvColumns.All.Select(column => column.Name));
        await writer.WriteAsync(row, cancellationToken);
        long written = 0;
        await foreach (var dataset in datasets.Ahead(cancellationToken))
        {
            // Row by row, not dataset by dataset: one dataset may have thousands of files, each repeating its description.
            foreach (var distribution in dataset.Distributions.Count == 0 ? NoFile : dataset.Distributions)
            {
                CsvRow.Append(row.Clear(), CsvColumns.All.Select(column => column.Value(dataset, distribution)));
                await writer.WriteAsync(row, cancellationToken);
            }

            written++;
        }

        await writer.FlushAsync(cancellationToken);
        return written;
    }
}
