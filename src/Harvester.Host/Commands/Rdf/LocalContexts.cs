using Harvester.Rdf.JsonLd.Contexts;

namespace Harvester.Host.Commands.Rdf;

/// <summary>
/// The contexts that a JSON-LD file may refer to: those whose address lies under the folder of its base, taken from the file's own folder, and those that are built in. Never from
/// outside of that folder, never from the network.
/// </summary>
internal sealed class LocalContexts(string file, string baseIri)
{
    private readonly string folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
    private readonly string prefix = baseIri[..(baseIri.LastIndexOf('/') + 1)];

    public async ValueTask<ReadOnlyMemory<byte>?> LoadAsync(string context, CancellationToken cancellationToken) =>
        await OfFolderAsync(context, cancellationToken) ?? (WellKnownContexts.TryGet(context, out var known) ? known : null);

    private async ValueTask<ReadOnlyMemory<byte>?> OfFolderAsync(string context, CancellationToken cancellationToken)
    {
        if (prefix.Length == 0 || !context.StartsWith(prefix, StringComparison.Ordinal))
            return null;
        var relative = Uri.UnescapeDataString(context[prefix.Length..].Split('?', '#')[0]);
        if (relative.Contains('\0', StringComparison.Ordinal))
            return null;
        var path = Path.GetFullPath(Path.Combine(folder, relative));
        return IsWithin(path) && File.Exists(path) ? await File.ReadAllBytesAsync(path, cancellationToken) : null;
    }

    // Neither by steps upwards nor over a link that leads elsewhere.
    private bool IsWithin(string path)
    {
        if (!path.StartsWith(folder.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            return false;
        for (var part = path; part.Length > folder.Length; part = Path.GetDirectoryName(part)!)
        {
            if (new FileInfo(part).LinkTarget is not null)
                return false;
        }
        return true;
    }
}
