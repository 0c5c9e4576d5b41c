using Harvester.Core.Ports;
using Harvester.Search;
using Microsoft.Extensions.Hosting;

namespace Harvester.Web.Operations;

/// <summary>Keeps the index up with the store as long as the site runs.</summary>
internal sealed class IndexFollower(CatalogueIndex index, IStore store, TimeProvider clock) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(() => index.FollowAsync(store, clock, stoppingToken), stoppingToken);
}
