using Harvester.Core.Ports;
using Microsoft.AspNetCore.Http;

namespace Harvester.Web.Api;

/// <summary>
/// <c>/api/v1/changes</c>: a follower remembers <c>epoch</c> and <c>next</c> and misses nothing. It may send the epoch back; a position
/// of another epoch, or one that this history never reached, is answered by 410 and the way to start anew. Up to <c>compactedTo</c> changes may lack that later ones
/// of the same datasets have replaced: the latest of each is always there, so an old position is as good as a new one.
/// </summary>
internal static class ChangesApi
{
    public static readonly IReadOnlyList<ApiParameter> Parameters =
    [
        new("since", "The \"next\" of the answer before; without it from the beginning.", """{"type":"integer","minimum":0,"default":0}"""),
        new("epoch", "The \"epoch\" of the answer before: a position of another history is refused by 410."),
        ApiParameter.Limit,
    ];

    public static async Task<IResult> Read(HttpRequest request, IStore store, CancellationToken cancellationToken)
    {
        var parameters = new ApiParameters(request, Parameters);
        var since = parameters.Number("since", 0, 0);
        var limit = parameters.Limit();
        parameters.Check();
        var epoch = await store.Changes.EpochAsync(cancellationToken);
        if (parameters.Text("epoch") is { } theirs && theirs != epoch)
            return ApiResponse.Gone($"The epoch \"{theirs}\" is over: the catalogue was restored or rebuilt, and the present epoch is \"{epoch}\". {Resynchronise}");

        var changes = await store.Changes.ReadAsync(since, limit, cancellationToken);
        // After the changes, too: what was removed while they were read is told.
        var compactedTo = await store.Changes.CompactedToAsync(cancellationToken);
        // After the changes: what is written in between makes `more` true, never false by mistake.
        var last = await store.Changes.LastAsync(cancellationToken);
        if (since > last)
            return ApiResponse.Gone($"Position {since} is after the last change, {last}: it belongs to another history. {Resynchronise}");
        var next = changes.Count > 0 ? changes[^1].Sequence : since;
        return new JsonStream(async body =>
        {
            var json = body.Json;
            json.WriteStartObject();
            json.WriteString("epoch", epoch);
            if (compactedTo > 0)
                json.WriteNumber("compactedTo", compactedTo);
            json.WriteStartArray("changes");
            foreach (var change in changes)
            {
                JsonWriting.Change(json, change);
                await body.FlushIfLargeAsync();
            }

            json.WriteEndArray();
            json.WriteNumber("next", next);
            json.WriteBoolean("more", next < last);
            json.WriteEndObject();
        });
    }

    private const string Resynchronise =
        "To start anew, remember \"epoch\" and \"next\" of /api/v1/changes read to its end from since=0, or read all of /api/v1/datasets.";
}
