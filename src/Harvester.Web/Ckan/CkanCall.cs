using Harvester.Core.Ports;
using Harvester.Publishing.Ckan;
using Harvester.Search;

namespace Harvester.Web.Ckan;

/// <summary>One call of an action, with what actions read from.</summary>
internal sealed record CkanCall(string Action, CkanParameters Parameters, IStore Store, CatalogueIndex Index, CkanTitles Titles, PackageContext Packages, Uri Site, CancellationToken Cancel);
