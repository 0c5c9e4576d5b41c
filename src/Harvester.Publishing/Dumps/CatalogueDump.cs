using System.Globalization;
using System.IO.Compression;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Publishing.Dumps;

/// <summary>
/// Writes the whole catalogue, duplicates included and (but in Turtle) withdrawn records, as a set of files: one reading for all formats, in bounded memory. What was taken down while it
/// was written voids the set, see <see cref="IsVoidAsync"/>.
/// </summary>
public sealed class CatalogueDump(IStore store, DumpFolder folder, CatalogueDescription catalogue, TimeProvider clock)
{
    private const int BufferSize = 1 << 16;

    // A format that is not there yet is left out, and comes of itself when it is.
    private static readonly (string Name, string Format, bool Compress)[] Wanted =
    [
        ("catalog.ndjson.gz", "ndjson", true),
        ("catalog.csv", "csv", false),
        ("catalog.ttl.gz", "turtle", true),
    ];

    /// <summary>Names of the files that a set has.</summary>
    public static IReadOnlyList<string> FileNames { get; } = [.. Wanted.Where(file => ExportFormats.Find(file.Format) is not null).Select(file => file.Name)];

    /// <summary>The new manifest; null while another process is writing one.</summary>
    public async Task<DumpManifest?> WriteAsync(CancellationToken cancellationToken)
    {
        await using var taken = folder.Lock();
        return taken is null ? null : await WriteLockedAsync(cancellationToken);
    }

    /// <summary>
    /// True for a set that may hold what was taken down since its writing began. What was taken down is compared, and not when: the clocks of two machines differ, and a
    /// takedown that was lifted leaves no time.
    /// </summary>
    public static async Task<bool> IsVoidAsync(DumpManifest manifest, IStore store, CancellationToken cancellationToken) =>
        manifest.Takedowns != await TakedownsAsync(store, cancellationToken);

    private static async Task<string> TakedownsAsync(IStore store, CancellationToken cancellationToken)
    {
        var all = (await store.Takedowns.ListAsync(cancellationToken)).Select(takedown => $"{takedown.Id} {takedown.At.UtcTicks}").Order(StringComparer.Ordinal);
        return RecordHash.Format(RecordHash.OfText(string.Join('\n', all)));
    }

    private async Task<DumpManifest> WriteLockedAsync(CancellationToken cancellationToken)
    {
        var takedowns = await TakedownsAsync(store, cancellationToken);
        // The set before is not kept for anybody where it holds what was taken down since.
        if (folder.Read() is { } before && before.Takedowns != takedowns)
            folder.Clear();
        var (epoch, sequence, at) = (await store.Changes.EpochAsync(cancellationToken), await store.Changes.LastAsync(cancellationToken), clock.GetUtcNow());
        var set = string.Create(CultureInfo.InvariantCulture, $"{at.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}-{sequence}-{Guid.NewGuid().ToString("N")[..6]}");
        var place = folder.Begin(set);
        var formats = Wanted.Select(file => (file, Format: ExportFormats.Find(ExportFormats.Of(catalogue), file.Format))).Where(pair => pair.Format is not null).ToList();
        var files = await FanOut.RunAsync<Dataset, DumpFile>(
            store.Datasets.AllAsync(new DatasetFilter(), cancellationToken),
            [.. formats.Select(pair => (Func<IAsyncEnumerable<Dataset>, CancellationToken, Task<DumpFile>>)((datasets, stop) => WriteFileAsync(pair.Format!, pair.file, set, place, datasets, stop)))],
            cancellationToken);
        var manifest = new DumpManifest
        {
            Epoch = epoch,
            Sequence = sequence,
            GeneratedAt = at,
            Set = set,
            Changes = string.Create(CultureInfo.InvariantCulture, $"/api/v1/changes?since={sequence}&epoch={Uri.EscapeDataString(epoch)}"),
            Licence = catalogue.MetadataLicence,
            Rights = catalogue.MetadataRights,
            Takedowns = takedowns,
            Files = files,
        };
        folder.Publish(manifest);
        return manifest;
    }

    private static async Task<DumpFile> WriteFileAsync(
        IExportFormat format, (string Name, string Format, bool Compress) file, string set, string place, IAsyncEnumerable<Dataset> datasets, CancellationToken cancellationToken)
    {
        await using var disk = new FileStream(Path.Combine(place, file.Name), FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferSize, useAsync: true);
        await using var digest = new DigestStream(disk);
        long records;
        if (file.Compress)
        {
            await using var gzip = new GZipStream(digest, CompressionLevel.Optimal, leaveOpen: true);
            records = await format.WriteAsync(datasets, gzip, cancellationToken);
        }
        else
        {
            records = await format.WriteAsync(datasets, digest, cancellationToken);
        }

        await disk.FlushAsync(cancellationToken);
        disk.Flush(flushToDisk: true);
        return new DumpFile
        {
            Name = file.Name,
            Url = $"{set}/{file.Name}",
            MediaType = file.Compress ? "application/gzip" : format.MediaType,
            ContentMediaType = file.Compress ? format.MediaType : null,
            Bytes = digest.Length,
            Sha256 = digest.Sha256(),
            Records = records,
        };
    }
}
