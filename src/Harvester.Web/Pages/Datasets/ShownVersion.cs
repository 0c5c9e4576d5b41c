using System.Text.Json;
using Harvester.Core.Ports;
using Harvester.Web.Api;

namespace Harvester.Web.Pages.Datasets;

/// <summary>A version of a dataset, and what it changed.</summary>
/// <param name="Changes">Field, before and after, shortened; null: what was before is not kept, or this is the first.</param>
public sealed record ShownVersion(DatasetVersion Version, IReadOnlyList<(string Field, string? Before, string? After)>? Changes)
{
    private const int Longest = 200;
    private const int MostVersions = 20;

    /// <summary>The newest first, so many at most.</summary>
    internal static async Task<IReadOnlyList<ShownVersion>> OfAsync(string id, IStore store, CancellationToken cancellationToken)
    {
        var versions = await store.Datasets.HistoryAsync(id, cancellationToken);
        var before = DatasetDifferences.Predecessors(versions);
        return [.. versions.Reverse().Take(MostVersions).Select(version => new ShownVersion(
            version,
            before.TryGetValue(version.Version, out var was) ? [.. DatasetDifferences.Of(was, version.Dataset).Select(one => (one.Field, Text(one.Before), Text(one.After)))] : null))];
    }

    private static string? Text(JsonElement? value) => value switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text => Short(text.GetString()!),
        { } other => Short(other.GetRawText()),
    };

    private static string Short(string text) => text.Length <= Longest ? text : text[..Longest] + "…";
}
