using Harvester.Core.Model;
using Harvester.Core.Publication;
using Harvester.Publishing.Ckan;
using Harvester.Search;
using Harvester.Web.Requests;

namespace Harvester.Web.Ckan;

/// <summary>The actions on packages and resources. Each dataset is listed once, by its canonical record; the others are shown by id and name.</summary>
internal static class PackageActions
{
    /// <summary>Packages are read from the store so many at a time, whatever a client asks for.</summary>
    private const int Batch = 100;

    /// <summary>Names at a time.</summary>
    private const int NamesBatch = 5000;

    /// <summary><c>package_list(limit, offset)</c>: names, in their order.</summary>
    public static Task<Func<JsonBody, Task>> List(CkanCall call)
    {
        var (limit, offset) = Window(call);
        call.Parameters.Check();
        return Task.FromResult<Func<JsonBody, Task>>(async body =>
        {
            body.Json.WriteStartArray();
            await foreach (var hit in HitsAsync(call, new SearchRequest { Sort = [new SortKey("name", false)] }, offset, limit, NamesBatch))
            {
                body.Json.WriteStringValue(hit.Name);
                await body.FlushIfLargeAsync();
            }

            body.Json.WriteEndArray();
        });
    }

    /// <summary><c>current_package_list_with_resources(limit, offset | page)</c>: packages, the last changed first.</summary>
    public static Task<Func<JsonBody, Task>> ListWithResources(CkanCall call)
    {
        var (limit, offset) = Window(call);
        if (call.Parameters.Text("page") is not null && call.Parameters.Natural("page", 1) is var page)
        {
            if (page == 0)
                call.Parameters.Fault("page", "Must be greater than zero");
            offset = (int)Math.Min((long)Math.Max(page - 1, 0) * limit, int.MaxValue);
        }

        call.Parameters.Check();
        return Task.FromResult<Func<JsonBody, Task>>(async body =>
        {
            body.Json.WriteStartArray();
            await foreach (var dataset in DatasetsAsync(call, new SearchRequest { Sort = [new SortKey("metadata_modified", true)] }, offset, limit))
            {
                PackageWriter.Write(body.Json, dataset, call.Packages);
                await body.FlushIfLargeAsync();
            }

            body.Json.WriteEndArray();
        });
    }

    /// <summary><c>package_show(id)</c>: by the package's id or name.</summary>
    public static async Task<Func<JsonBody, Task>> Show(CkanCall call)
    {
        var wanted = call.Parameters.Required("id");
        call.Parameters.Check();
        var dataset = await FindAsync(call, call.Index.Resolve(wanted)) ?? throw CkanException.NotFound();
        return body =>
        {
            PackageWriter.Write(body.Json, dataset, call.Packages);
            return Task.CompletedTask;
        };
    }

    /// <summary><c>resource_show(id)</c>.</summary>
    public static async Task<Func<JsonBody, Task>> ShowResource(CkanCall call)
    {
        var wanted = call.Parameters.Required("id");
        call.Parameters.Check();
        if (!Guid.TryParse(wanted, out var id))
            throw CkanException.NotFound();
        var found = call.Index.Search(new SearchRequest { Filters = [$"res_id:\"{id}\""], CanonicalOnly = false, Rows = 100 });
        var datasets = await call.Store.Datasets.ManyAsync([.. found.Hits.Select(hit => hit.Id)], call.Cancel);
        // Where two records list one resource, the canonical one shows it.
        foreach (var dataset in datasets.Where(one => one.State == DatasetState.Active).OrderBy(one => one.IsCanonical() ? 0 : 1).ThenBy(one => one.Id, StringComparer.Ordinal))
        {
            var position = dataset.Distributions.Index().Where(file => PackageNames.ResourceId(dataset.Id, file.Item.Id) == id).Select(file => (int?)file.Index).FirstOrDefault();
            if (position is not { } at)
                continue;
            return body =>
            {
                ResourceWriter.Write(body.Json, dataset, at);
                return Task.CompletedTask;
            };
        }

        throw CkanException.NotFound();
    }

    internal static async Task<Dataset?> FindAsync(CkanCall call, string? id) =>
        id is not null && await call.Store.Datasets.GetAsync(id, call.Cancel) is { State: DatasetState.Active } dataset ? dataset : null;

    /// <summary>What is found, from <paramref name="offset"/> on, read from the store as it is written.</summary>
    internal static async IAsyncEnumerable<Dataset> DatasetsAsync(CkanCall call, SearchRequest request, int offset, int limit)
    {
        await foreach (var hits in HitsAsync(call, request, offset, limit, Batch).Chunk(Batch))
        {
            foreach (var dataset in await call.Store.Datasets.ManyAsync([.. hits.Select(hit => hit.Id)], call.Cancel))
                yield return dataset;
        }
    }

    private static async IAsyncEnumerable<SearchHit> HitsAsync(CkanCall call, SearchRequest request, int offset, int limit, int batch)
    {
        while (limit > 0)
        {
            var hits = call.Index.Search(request with { Start = offset, Rows = Math.Min(limit, batch) }).Hits;
            foreach (var hit in hits)
                yield return hit;
            if (hits.Count < Math.Min(limit, batch))
                yield break;
            (offset, limit) = (offset + hits.Count, limit - hits.Count);
            await Task.Yield();
        }
    }

    private static (int Limit, int Offset) Window(CkanCall call) => (call.Parameters.Natural("limit", int.MaxValue), call.Parameters.Natural("offset", 0));
}
