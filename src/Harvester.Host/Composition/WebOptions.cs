using System.Net;
using Harvester.Publishing;
using Harvester.Web;

namespace Harvester.Host.Composition;

/// <summary>How the site is known and to whom it answers how much.</summary>
/// <param name="BaseAddress">See <see cref="HarvesterWebOptions.BaseAddress"/>.</param>
/// <param name="Catalogue">Without the formats, which the mappings know.</param>
/// <param name="Proxies">See <see cref="HarvesterWebOptions.Proxies"/>.</param>
/// <param name="Index">Folder of the index; null: <see cref="IndexFolder"/> says.</param>
/// <param name="Keys">Folder of the keys for signing in; null: <see cref="KeyFolder"/> says.</param>
internal sealed record WebOptions(Uri? BaseAddress, CatalogueDescription Catalogue, RateLimit Limit, IReadOnlyList<IPNetwork> Proxies, string? Index, string? Keys);
