using System.Runtime.CompilerServices;
using Harvester.Connectors.Definitions;
using Harvester.Connectors.Fetching;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Connectors.Ckan;

/// <summary>
/// Reads a CKAN by <c>package_search</c>, page by page; where a site does not offer that, by <c>package_list</c> and <c>package_show</c>.
/// </summary>
public sealed class CkanConnector(ConnectorFile file, IFetcher fetcher) : IConnector
{
    private readonly CkanBlock ckan = file.Ckan ?? throw new ArgumentException("The connector file has no ckan block.", nameof(file));

    public async IAsyncEnumerable<SourceRecord> ReadAsync(Reading reading, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var api = new CkanApi(ckan);
        var search = new PackageSearch(api, fetcher, reading);
        var packages = await search.OpenAsync(cancellationToken) switch
        {
            null => search.ReadAsync(cancellationToken),
            // package_list knows no filter: without one it would bring records that the connector file leaves out
            { } refusal when ckan.Filter is null && MeansNoSearch(refusal) =>
                new PackageByPackage(api, fetcher, reading, file.Http.Concurrency).ReadAsync(refusal, cancellationToken),
            { } refusal => throw refusal,
        };
        var records = new CkanRecords(file.Source.Id, api, reading);
        await foreach (var entry in packages.WithCancellation(cancellationToken))
        {
            if (entry.Fault is { } fault)
                records.Unfetched(entry.Name!, fault);
            else if (records.From(entry.Package) is { } record)
                yield return record;
        }
    }

    private static bool MeansNoSearch(SourceException refusal) => refusal.Code is "http-400" or "http-404" or "http-409" or "ckan-error";
}
