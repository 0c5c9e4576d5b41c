using Harvester.Core.Ports;
using Microsoft.AspNetCore.Http;

namespace Harvester.Web.Api;

/// <summary><c>/api/v1/sources</c>: the configured sources, each with its newest ended run. One page: there are dozens, not thousands.</summary>
internal static class SourcesApi
{
    public static async Task<IResult> List(HttpRequest request, ISources sources, IStore store, CancellationToken cancellationToken)
    {
        new ApiParameters(request).Check();
        var all = sources.All;
        var states = (await store.Sources.ListAsync(cancellationToken)).ToDictionary(state => state.Source);
        var latest = await store.Runs.LatestAsync(cancellationToken);
        return JsonStream.List(all, null, all.Count, (json, source) =>
            JsonWriting.Source(json, source, states.GetValueOrDefault(source.Id), latest.GetValueOrDefault(source.Id)));
    }
}
