namespace Harvester.Core.Notifications;

/// <summary>What a look would tell now, and to whom.</summary>
/// <param name="Recipients">None: nobody is there to be told; whoever subscribes hears of it.</param>
public sealed record PlannedNotice(Notice Notice, IReadOnlyList<Recipient> Recipients);
