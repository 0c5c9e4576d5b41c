using Harvester.Core.Ports;
using Harvester.Search;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Harvester.Web.Operations;

/// <summary>Keeps the index up with the store as long as the site runs.</summary>
internal sealed partial class IndexFollower(CatalogueIndex index, IStore store, TimeProvider clock, ILogger<IndexFollower> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.Run(() => index.FollowAsync(store, clock, stoppingToken, (folder, fault) => GaveUp(logger, folder, fault)), stoppingToken);

    [LoggerMessage(Level = LogLevel.Error, Message = "The search index in {Folder} cannot be kept: this process keeps one in memory from now on. See whether the disk is full; started again, it uses the folder again")]
    private static partial void GaveUp(ILogger logger, string folder, Exception fault);
}
