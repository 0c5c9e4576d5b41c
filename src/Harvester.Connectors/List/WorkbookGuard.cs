using System.IO.Compression;

namespace Harvester.Connectors.List;

/// <summary>
/// Looks into a ZIP before the reader of workbooks does: that reader decompresses whatever it finds, and a ZIP of some kilobytes may hold
/// gigabytes.
/// </summary>
internal static class WorkbookGuard
{
    private const int MostParts = 10_000;

    /// <exception cref="Core.Model.SourceException"><c>too-large</c>, <c>not-a-list</c>, <c>broken-workbook</c>.</exception>
    public static void Check(Stream file, long maxBytes, Uri url)
    {
        try
        {
            using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            if (zip.Entries.Count > MostParts)
                throw ListFaults.TooLarge(url, maxBytes);
            if (!zip.Entries.Any(entry => entry.FullName.StartsWith("xl/workbook.", StringComparison.OrdinalIgnoreCase)))
                throw ListFaults.NotAWorkbook(url, string.Join(", ", zip.Entries.Take(5).Select(entry => entry.FullName)));
            var left = maxBytes;
            var buffer = new byte[64 << 10];
            foreach (var entry in zip.Entries)
            {
                using var content = entry.Open();
                while (content.Read(buffer) is > 0 and var count) // the sizes that a ZIP states of itself may be wrong
                {
                    left -= count;
                    if (left < 0)
                        throw ListFaults.TooLarge(url, maxBytes);
                }
            }
        }
        catch (InvalidDataException e)
        {
            throw ListFaults.Broken(url, e);
        }
        catch (NotSupportedException e)
        {
            throw ListFaults.Broken(url, e); // a compression method of its own
        }

        file.Position = 0;
    }
}
