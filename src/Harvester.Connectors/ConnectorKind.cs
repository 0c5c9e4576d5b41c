using Harvester.Connectors.Ckan;
using Harvester.Connectors.Dcat;
using Harvester.Connectors.Definitions;
using Harvester.Connectors.Fetching;
using Harvester.Connectors.Html;
using Harvester.Connectors.List;
using Harvester.Core.Ports;

namespace Harvester.Connectors;

/// <summary>Which connector reads a source: the one block of its file decides.</summary>
public static class ConnectorKind
{
    /// <summary>The connector of a file, for one run.</summary>
    /// <exception cref="Core.Model.SourceException">Code <c>bad-selector</c>: a selector of an <c>html:</c> block is none.</exception>
    public static IConnector Connect(ConnectorFile file, IFetcher fetcher) => file switch
    {
        { Ckan: not null } => new CkanConnector(file, fetcher),
        { Dcat: not null } => new DcatConnector(file, fetcher),
        { List: not null } => new ListConnector(file, fetcher),
        _ => new HtmlConnector(file, fetcher),
    };
}
