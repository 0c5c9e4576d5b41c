using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace Harvester.Connectors.List;

/// <summary>
/// Looks into a ZIP before the reader of workbooks does: that reader decompresses whatever it finds, and a ZIP of some kilobytes may hold
/// gigabytes.
/// </summary>
internal static partial class WorkbookGuard
{
    private const int MostParts = 10_000;

    /// <returns>Whether the workbook counts its days from 1904, as those made on a Mac may.</returns>
    /// <exception cref="Core.Model.SourceException"><c>too-large</c>, <c>not-a-list</c>, <c>broken-workbook</c>.</exception>
    public static bool Check(Stream file, long maxBytes, Uri url)
    {
        try
        {
            using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            if (zip.Entries.Count > MostParts)
                throw ListFaults.TooLarge(url, maxBytes);
            if (!zip.Entries.Any(entry => entry.FullName.StartsWith("xl/workbook.", StringComparison.OrdinalIgnoreCase)))
                throw ListFaults.NotAWorkbook(url, string.Join(", ", zip.Entries.Take(5).Select(entry => entry.FullName)));
            var left = maxBytes;
            var from1904 = false;
            var buffer = new byte[64 << 10];
            foreach (var entry in zip.Entries)
            {
                using var content = entry.Open();
                var isWorkbook = entry.FullName.Equals("xl/workbook.xml", StringComparison.OrdinalIgnoreCase);
                while (content.Read(buffer) is > 0 and var count) // the sizes that a ZIP states of itself may be wrong
                {
                    from1904 |= isWorkbook && From1904().IsMatch(Encoding.UTF8.GetString(buffer, 0, count));
                    left -= count;
                    if (left < 0)
                        throw ListFaults.TooLarge(url, maxBytes);
                }
            }

            file.Position = 0;
            return from1904;
        }
        catch (InvalidDataException e)
        {
            throw ListFaults.Broken(url, e);
        }
        catch (NotSupportedException e)
        {
            throw ListFaults.Broken(url, e); // a compression method of its own
        }
    }

    /// <summary>ECMA-376 part 1, section 18.2.28; it stands near the beginning.</summary>
    [GeneratedRegex("<(?:\\w+:)?workbookPr\\b[^>]*\\bdate1904\\s*=\\s*[\"'](?:1|true|on)[\"']")]
    private static partial Regex From1904();
}
