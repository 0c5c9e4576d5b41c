using Harvester.Core.Ports;
using Harvester.Host.Logging;
using Harvester.Host.Notifications;
using Quartz;

namespace Harvester.Host.Scheduling;

/// <summary>Quartz's only job: looks every few seconds what is due, and lets the background work catch up. Cron expressions are Quartz's too, but due times live in the store.</summary>
[DisallowConcurrentExecution]
internal sealed class TickJob(HarvestScheduler scheduler, BackgroundScheduler background, IServiceProvider services, ILogger<TickJob> logger) : IJob
{
    /// <summary>Ten seconds, for leases of two minutes.</summary>
    public static TimeSpan IntervalFor(TimeSpan leaseTerm) => leaseTerm / 12;

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        try
        {
            await scheduler.TickAsync(cancellationToken);
            background.Tick();
            services.GetService<NotificationScheduler>()?.Tick();
        }
        catch (StoreException e)
        {
            RunLog.TickFailed(logger, e);
        }
    }
}
