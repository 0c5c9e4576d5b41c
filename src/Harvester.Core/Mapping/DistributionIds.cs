using Harvester.Core.Model;

namespace Harvester.Core.Mapping;

/// <summary>
/// Gives the files of one record their ids: the source's own, else a hash of the address. Where entries share it (one page for several files,
/// as older lists have it) each has its title in it, too, so that no id depends on the order of the entries.
/// </summary>
internal static class DistributionIds
{
    internal static List<Distribution> Assigned(IReadOnlyList<ReadFile> files)
    {
        var owns = files.Select(Own).ToArray();
        var ids = new HashSet<string>(owns, StringComparer.Ordinal);
        var shared = ids.Count < owns.Length ? Shared(files, owns) : [];
        ids.Clear();
        var assigned = new List<Distribution>(files.Count);
        foreach (var (index, file) in files.Index())
        {
            var own = owns[index];
            var id = !shared.Contains(own) ? own : file.StatedId is null ? Exact(file) : $"{own}-{Exact(file)}";
            if (!ids.Add(id))
            {
                file.Reader.Report("duplicate-distribution", Severity.Info, Whose.Record, "id", file.Distribution.Address ?? file.Distribution.Title.Best(), "The same file is listed twice; the second entry is left out.");
                continue;
            }

            if (file.Formats.Count == 0)
                assigned.Add(file.Distribution.Id == id ? file.Distribution : file.Distribution with { Id = id });
            else
                assigned.AddRange(Split(file, id).Where(one => ids.Add(one.Id)));
        }

        return assigned;
    }

    /// <summary>Ids that entries with different titles would have in common.</summary>
    private static HashSet<string> Shared(IReadOnlyList<ReadFile> files, string[] owns) =>
        files.Index().GroupBy(file => owns[file.Index], file => file.Item, StringComparer.Ordinal)
            .Where(same => same.Select(Exact).Distinct(StringComparer.Ordinal).Skip(1).Any()).Select(same => same.Key).ToHashSet(StringComparer.Ordinal);

    /// <summary>One for each format, at the same address; the stated size and checksum are of one of them, and of which is not said.</summary>
    private static IEnumerable<Distribution> Split(ReadFile file, string id) => file.Formats.Select(format => file.Distribution with
    {
        Id = $"{id}-{format.Label.ToLowerInvariant()}",
        Format = format.Label,
        MediaType = format.MediaType,
        ByteSize = null,
        Checksum = null,
        DownloadUrl = format.Service ? null : file.Distribution.DownloadUrl,
        Openness = format.Stars,
    });

    private static string Own(ReadFile file) => file.StatedId ?? HashOf(file.Distribution.Address ?? file.Distribution.Title.Best());

    private static string Exact(ReadFile file) => HashOf($"{file.Distribution.Address} {file.Distribution.Title.Best()}");

    private static string HashOf(string text) => RecordHash.Format(RecordHash.OfText(text))[..16];
}
