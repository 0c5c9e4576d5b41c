using System.Collections.Concurrent;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Core.Publication;
using Harvester.Publishing.Ckan;
using Harvester.Search;

namespace Harvester.Web.Ckan;

/// <summary>What organizations and groups are called: by the table of municipalities, else by one of their datasets, which is remembered for some minutes.</summary>
internal sealed class CkanTitles(CatalogueIndex index, IStore store, HarvesterWebOptions options, TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);
    private const int MostKept = 10_000;
    private readonly ConcurrentDictionary<(string Field, string Name), (string Title, DateTimeOffset At)> titles = [];

    public async Task<string> OrganizationAsync(string name, CancellationToken cancellationToken) =>
        name.Length == 7 && options.Municipalities.TryGetValue(name[1..], out var municipality)
            ? municipality
            : await OfOneAsync("organization", name, dataset => OrganizationWriter.TitleOf(dataset.Publisher), cancellationToken);

    public Task<string> GroupAsync(string name, CancellationToken cancellationToken) =>
        OfOneAsync("groups", name, dataset => PackageNames.Groups(dataset).FirstOrDefault(group => group.Name == name).Title, cancellationToken);

    private async Task<string> OfOneAsync(string field, string name, Func<Dataset, string?> title, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (titles.TryGetValue((field, name), out var known) && now - known.At < Kept)
            return known.Title;
        var found = index.Search(new SearchRequest { Chosen = new Dictionary<string, IReadOnlyList<string>> { [field] = [name] }, Rows = 1 });
        var datasets = await store.Datasets.ManyAsync([.. found.Hits.Select(hit => hit.Id)], cancellationToken);
        var text = datasets.Select(title).FirstOrDefault(text => !string.IsNullOrEmpty(text)) ?? name;
        if (titles.Count > MostKept)
            titles.Clear();
        titles[(field, name)] = (text, now);
        return text;
    }
}
