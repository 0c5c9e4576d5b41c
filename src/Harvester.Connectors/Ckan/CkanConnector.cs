using System.Runtime.CompilerServices;
using Harvester.Connectors.Definitions;
using Harvester.Connectors.Fetching;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Connectors.Ckan;

/// <summary>
/// Reads a CKAN by <c>package_search</c>, page by page, whole or only what changed; where a site does not offer that, by
/// <c>current_package_list_with_resources</c>, else by <c>package_list</c> and <c>package_show</c>. The run says when it went a way round.
/// </summary>
public sealed class CkanConnector(ConnectorFile file, IFetcher fetcher) : IConnector
{
    private readonly CkanBlock ckan = file.Ckan ?? throw new ArgumentException("The connector file has no ckan block.", nameof(file));

    public async IAsyncEnumerable<SourceRecord> ReadAsync(Reading reading, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var api = new CkanApi(ckan);
        var records = new CkanRecords(file.Source.Id, api, reading);
        var again = reading.TryAgain.ToHashSet(StringComparer.Ordinal);
        var packages = new PackageByPackage(api, fetcher, reading, file.Http.Concurrency);
        await foreach (var entry in (await OpenAsync(api, packages, reading, cancellationToken)).WithCancellation(cancellationToken))
        {
            if (Record(entry) is { } record)
                yield return record;
        }

        // A whole listing held them all; the end of a listing that broke off may hold them yet.
        if (!reading.ChangesOnly || !reading.ReachedEnd)
            yield break;
        await foreach (var entry in packages.AgainAsync(again, cancellationToken))
        {
            if (Record(entry) is { } record)
                yield return record;
        }

        SourceRecord? Record(in CkanEntry entry)
        {
            if (entry.Fault is { } fault)
            {
                records.Unfetched(entry.Name!, fault);
                return null;
            }

            foreach (var known in entry.Package.Names())
                again.Remove(known);
            return records.From(entry.Package);
        }
    }

    private async Task<IAsyncEnumerable<CkanEntry>> OpenAsync(CkanApi api, PackageByPackage packages, Reading reading, CancellationToken cancellationToken)
    {
        var way = new ListingWay(reading);
        if (ckan.Listing is CkanListing.PackageSearch)
        {
            // package_show knows no filter: what is to be tried again may be none of ours any more, which only the whole listing tells.
            if (ckan.Incremental && reading is { Full: false, ChangedSince: { } since } && (ckan.Filter is null || reading.TryAgain.Count == 0))
            {
                var changes = new PackageSearch(api, fetcher, reading, since);
                if (await changes.OpenAsync(cancellationToken) is not { } noChanges)
                    return changes.ReadAsync(cancellationToken);
                way.Refused("package_search with a range of metadata_modified", noChanges, "the whole listing was read instead", ListingWay.MayBeTheRange(noChanges));
            }

            var search = new PackageSearch(api, fetcher, reading);
            if (await search.OpenAsync(cancellationToken) is not { } refusal)
                return search.ReadAsync(cancellationToken);
            // The other actions know no filter: without one they would bring records that the connector file leaves out.
            way.Refused("package_search", refusal, "current_package_list_with_resources was asked instead", ckan.Filter is null && ListingWay.MeansNotOffered(refusal));
        }

        if (ckan.Listing is not CkanListing.PackageList)
        {
            var current = new CurrentPackages(api, fetcher, reading, packages);
            if (await current.OpenAsync(cancellationToken) is not { } refusal)
                return current.ReadAsync(cancellationToken);
            way.Refused("current_package_list_with_resources", refusal, "package_list and package_show were asked instead", ListingWay.MeansNotOffered(refusal));
        }

        try
        {
            return packages.ReadAsync(await packages.NamesAsync(cancellationToken), cancellationToken);
        }
        catch (SourceException refusal)
        {
            throw await way.NowhereAsync(refusal, api, fetcher, cancellationToken);
        }
    }
}
