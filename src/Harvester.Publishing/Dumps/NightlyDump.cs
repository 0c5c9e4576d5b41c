using Harvester.Core.Ports;

namespace Harvester.Publishing.Dumps;

/// <summary>
/// Keeps a folder of dumps as it should be: new ones each night if anything changed, at once where there are none, and where something was taken down since. What is due is
/// read from the folder itself, so that workers with one folder write it once, and workers with a folder each write each.
/// </summary>
public sealed class NightlyDump(IStore store, DumpFolder folder, CatalogueDescription catalogue, TimeProvider clock)
{
    /// <summary>Japan: after most of the night's harvests.</summary>
    private static readonly TimeSpan Hour = new(5, 30, 0);

    private static readonly TimeSpan Japan = TimeSpan.FromHours(9);

    /// <summary>Writes them if they are due; null: nothing was done.</summary>
    public async Task<DumpManifest?> RunAsync(CancellationToken cancellationToken)
    {
        var manifest = folder.Read();
        if (manifest is not null && await CatalogueDump.IsVoidAsync(manifest, store, cancellationToken))
        {
            // Not after they are written anew, which may fail: at once.
            folder.Clear();
            manifest = null;
        }

        return await IsDueAsync(manifest, cancellationToken) ? await new CatalogueDump(store, folder, catalogue, clock).WriteAsync(cancellationToken) : null;
    }

    private async Task<bool> IsDueAsync(DumpManifest? manifest, CancellationToken cancellationToken)
    {
        var last = await store.Changes.LastAsync(cancellationToken);
        if (manifest is null)
            return last > 0;
        if (manifest.Epoch != await store.Changes.EpochAsync(cancellationToken))
            return true;
        return manifest.Sequence != last && manifest.GeneratedAt < Boundary(clock.GetUtcNow());
    }

    /// <summary>The last moment before now at which dumps were to be written.</summary>
    private static DateTimeOffset Boundary(DateTimeOffset now)
    {
        var local = now.ToOffset(Japan);
        var today = new DateTimeOffset(local.Date, Japan) + Hour;
        return today <= local ? today : today.AddDays(-1);
    }
}
