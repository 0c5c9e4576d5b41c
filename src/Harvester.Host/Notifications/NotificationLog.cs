using Harvester.Core.Notifications;

namespace Harvester.Host.Notifications;

/// <summary>What is logged of notices: that they went, that they did not, and that one is given up.</summary>
internal static partial class NotificationLog
{
    public static void Ended(ILogger logger, NotifierResult result)
    {
        foreach (var one in result.Sent)
            Sent(logger, one.Event, one.Source, one.Kind, one.Target);
        foreach (var one in result.PutOff)
            PutOff(logger, one.Id, one.Source, one.Target, one.Fault, one.NextTry);
        foreach (var one in result.GivenUp)
            GivenUp(logger, one.Event, one.Source, one.Target, one.Attempts, one.Fault);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Told {Event} of {Source} by {Kind} to {Target}")]
    private static partial void Sent(ILogger logger, Core.Ports.NoticeEvent @event, string source, Core.Ports.DeliveryKind kind, string target);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Notice {Id} of {Source} could not be sent to {Target}: {Fault}; trying again at {NextTry}")]
    private static partial void PutOff(ILogger logger, string id, string source, string target, string? fault, DateTimeOffset nextTry);

    [LoggerMessage(Level = LogLevel.Error, Message = "Given up: {Event} of {Source} to {Target}, after {Attempts} attempts: {Fault}")]
    private static partial void GivenUp(ILogger logger, Core.Ports.NoticeEvent @event, string source, string target, int attempts, string? fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "Notices stopped; they go on at the next look")]
    public static partial void Failed(ILogger logger, Exception fault);
}
