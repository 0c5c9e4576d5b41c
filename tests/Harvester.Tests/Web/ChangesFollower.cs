using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Harvester.Tests.Web;

/// <summary>Somebody who keeps a copy of the catalogue by what <c>/api/v1/changes</c> and its documentation say, and nothing else.</summary>
internal sealed class ChangesFollower(TestSite site)
{
    private readonly Dictionary<string, JsonObject> held = new(StringComparer.Ordinal);
    private string? epoch;
    private long next;

    /// <summary>How often it had to start anew.</summary>
    public int Restarts { get; private set; }

    /// <summary>Reads one page; true when there is more.</summary>
    public async Task<bool> ReadAsync(int limit)
    {
        using var response = await site.GetAsync($"/api/v1/changes?since={next}&limit={limit}{(epoch is null ? "" : $"&epoch={Uri.EscapeDataString(epoch)}")}");
        if (response.StatusCode is HttpStatusCode.Gone)
        {
            (epoch, next) = (null, 0);
            held.Clear();
            Restarts++;
            return true;
        }

        response.EnsureSuccessStatusCode();
        var page = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        epoch = page["epoch"]!.GetValue<string>();
        foreach (var change in page["changes"]!.AsArray())
        {
            var id = change!["id"]!.GetValue<string>();
            if (change["dataset"] is JsonObject dataset)
                held[id] = dataset.DeepClone().AsObject();
            else
                held.Remove(id);
        }

        next = page["next"]!.GetValue<long>();
        return page["more"]!.GetValue<bool>();
    }

    /// <summary>What it holds, as <see cref="Comparable"/> writes it, in the order of ids.</summary>
    public IReadOnlyList<string> Held()
    {
        // A dataset takes its earlier ids with it: what is left of them are tombstones.
        var moved = held.Values.SelectMany(dataset => dataset["previousIds"]!.AsArray()).Select(id => id!.GetValue<string>()).ToHashSet(StringComparer.Ordinal);
        return [.. held.Where(pair => !moved.Contains(pair.Key)).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => Comparable(pair.Value))];
    }

    /// <summary>All but what no change of the catalogue is: when a record began to be missing, and by which bytes and rules it came.</summary>
    public static string Comparable(JsonObject dataset)
    {
        var compared = dataset.DeepClone().AsObject();
        foreach (var member in new[] { "missingSince", "rawHash", "mappingVersion" })
            compared["provenance"]!.AsObject().Remove(member);
        return compared.ToJsonString(new JsonSerializerOptions { WriteIndented = false });
    }
}
