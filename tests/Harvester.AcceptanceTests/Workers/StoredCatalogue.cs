using System.Text;
using System.Text.Json.Nodes;
using Harvester.Core.Ports;
using Harvester.Publishing;

namespace Harvester.AcceptanceTests.Workers;

/// <summary>A store's catalogue as the NDJSON export has it, without what tells when and by how many steps it came about.</summary>
internal static class StoredCatalogue
{
    public static async Task<IReadOnlyList<string>> LinesAsync(IStore store, CancellationToken cancellationToken)
    {
        using var text = new MemoryStream();
        await new NdjsonExport().WriteAsync(store.Datasets.AllAsync(new DatasetFilter(), cancellationToken), text, cancellationToken);
        return [.. Encoding.UTF8.GetString(text.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Bare).Order(StringComparer.Ordinal)];
    }

    /// <summary>The log without what was found out beside the runs, which goes on after them.</summary>
    public static async Task<IReadOnlyList<ChangeEntry>> ChangesAsync(IStore store, CancellationToken cancellationToken)
    {
        var all = new List<ChangeEntry>();
        while (await store.Changes.EntriesAsync(all.Count == 0 ? 0 : all[^1].Sequence, 1000, cancellationToken) is { Count: > 0 } some)
            all.AddRange(some);
        return [.. all.Where(entry => entry.Kind is not ChangeKind.Annotated)];
    }

    private static string Bare(string line)
    {
        var dataset = JsonNode.Parse(line)!.AsObject();
        foreach (var name in (string[])["sequence", "version", "annotations"])
            dataset.Remove(name);
        foreach (var name in (string[])["firstSeen", "lastChanged"])
            dataset["provenance"]!.AsObject().Remove(name);
        return dataset.ToJsonString();
    }
}
