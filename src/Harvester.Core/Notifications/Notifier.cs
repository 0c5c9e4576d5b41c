using System.Globalization;
using Harvester.Core.Access;
using Harvester.Core.Assessment;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Core.Notifications;

/// <summary>
/// Tells the one whose turn it is. Any worker does it, one at a time: first what is to be told is stored together with the state that says so, then it is sent,
/// and forgotten once it was taken. So nothing is told twice but the one message that a worker was sending when it was killed, and that one has the same id again.
/// </summary>
/// <param name="channels">The ways out that are set up; what has none is told to nobody.</param>
public sealed class Notifier(IStore store, ISources sources, NotificationOptions options, IReadOnlyList<IDeliveryChannel> channels, TimeProvider clock, string owner)
{
    /// <summary>Its name among the background jobs.</summary>
    public const string Job = "notifications";

    /// <summary>After this long a message is given up.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(3);

    private const int MostPending = 2000;
    private static readonly TimeSpan LeaseTerm = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(6);

    private readonly NoticeLook look = new(store, sources, clock);

    /// <summary>Looks once, and sends what is due.</summary>
    public async Task<NotifierResult> RunAsync(CancellationToken cancellationToken)
    {
        await using var taken = await TakenJob.TakeAsync(store.Jobs, Job, owner, clock, LeaseTerm, cancellationToken);
        if (taken is null)
            return new NotifierResult(Busy: true, [], [], []);
        var subscriptions = await store.Subscriptions.ListAsync(cancellationToken);
        foreach (var (before, state, notice) in await look.FindAsync(cancellationToken))
        {
            if (!await taken.KeepAsync(cancellationToken))
                return new NotifierResult(Busy: true, [], [], []);
            await RememberAsync(before, state, notice, subscriptions, cancellationToken);
        }

        return await SendAsync(taken, cancellationToken);
    }

    /// <summary>What a look would tell now. Nothing is stored or sent.</summary>
    public async Task<IReadOnlyList<PlannedNotice>> PreviewAsync(CancellationToken cancellationToken)
    {
        var subscriptions = await store.Subscriptions.ListAsync(cancellationToken);
        return [.. (await look.FindAsync(cancellationToken)).Select(found => found.Notice).OfType<Notice>().Select(notice => new PlannedNotice(notice, Recipients(notice, subscriptions)))];
    }

    /// <summary>
    /// A break that nobody could be told of stays untold, so that whoever subscribes hears of it; that something is mended concerns those only who heard of the break.
    /// </summary>
    private async Task RememberAsync(NoticeState? before, NoticeState state, Notice? notice, IReadOnlyList<Subscription> subscriptions, CancellationToken cancellationToken)
    {
        var recipients = notice is null ? [] : Recipients(notice, subscriptions);
        var deliveries = new List<Delivery>();
        foreach (var recipient in recipients)
            deliveries.Add(await WriteAsync(notice!, recipient, cancellationToken));
        if (deliveries.Count == 0 && state == before)
            return; // still untold
        await store.Notices.SaveAsync(deliveries.Count > 0 ? NoticeRules.Told(state, clock.GetUtcNow()) : state, deliveries, cancellationToken);
    }

    /// <summary>Each address once.</summary>
    private IReadOnlyList<Recipient> Recipients(Notice notice, IReadOnlyList<Subscription> subscriptions) =>
    [
        .. options.Of(notice.Audience)
            .Concat(subscriptions
                .Where(one => one.Audience == notice.Audience && (one.MunicipalityCode is null || one.MunicipalityCode == notice.Municipality))
                .Select(one => new Recipient(one.Kind, one.Target, one.Language, one.Id)))
            .Where(recipient => channels.Any(channel => channel.Kind == recipient.Kind))
            .DistinctBy(recipient => (recipient.Kind, recipient.Target.ToUpperInvariant())),
    ];

    private async Task<Delivery> WriteAsync(Notice notice, Recipient recipient, CancellationToken cancellationToken)
    {
        // As it always was where the body is whoever runs the source: what was told before is one thread with what is told now.
        string?[] told = [notice.Source.Id, EnumWord.Of(notice.Audience), notice.Broke, EnumWord.Of(recipient.Kind), recipient.Target, .. notice.Body is { } body ? new[] { body } : []];
        var thread = RecordHash.Format(RecordHash.OfText(string.Join('\n', told)));
        var id = Numbered(notice.Told);
        var unsubscribe = await SecretAddressAsync(recipient, cancellationToken);
        var now = clock.GetUtcNow();
        return new Delivery
        {
            Id = id,
            Thread = thread,
            Before = notice.Told == 0 ? null : Numbered(notice.Told - 1),
            Source = notice.Source.Id,
            Event = notice.Event,
            Kind = recipient.Kind,
            Target = recipient.Target,
            Subject = NoticeText.Subject(notice, recipient.Language),
            Body = recipient.Kind is DeliveryKind.Mail
                ? NoticeText.Body(notice, recipient, options, unsubscribe)
                : NoticeJson.Of(id, notice, recipient, options, unsubscribe),
            Unsubscribe = unsubscribe,
            CreatedAt = now,
            NextTry = now,
        };

        string Numbered(int number) => string.Create(CultureInfo.InvariantCulture, $"{thread}.{number}");
    }

    private async Task<string?> SecretAddressAsync(Recipient recipient, CancellationToken cancellationToken)
    {
        if (recipient.Subscription is not { } subscription || options.BaseAddress is null)
            return null;
        var secret = RandomSecret.New();
        await store.Subscriptions.AddSecretAsync(subscription, RandomSecret.Hash(secret), cancellationToken);
        return options.Address($"unsubscribe/{secret}");
    }

    private async Task<NotifierResult> SendAsync(TakenJob taken, CancellationToken cancellationToken)
    {
        var (sent, putOff, givenUp) = (new List<Delivery>(), new List<Delivery>(), new List<Delivery>());
        var closed = new HashSet<DeliveryKind>();
        var waiting = new HashSet<string>(StringComparer.Ordinal);
        foreach (var delivery in await store.Notices.PendingAsync(MostPending, cancellationToken))
        {
            // What is mended must not arrive before what broke.
            if (waiting.Contains(delivery.Thread) || delivery.NextTry > clock.GetUtcNow() || closed.Contains(delivery.Kind))
            {
                waiting.Add(delivery.Thread);
                continue;
            }

            if (!await taken.KeepAsync(cancellationToken))
                break;
            if (await TrySendAsync(delivery, closed, cancellationToken) is not { } fault)
            {
                sent.Add(delivery);
                await store.Notices.RemoveAsync(delivery.Id, CancellationToken.None);
                continue;
            }

            waiting.Add(delivery.Thread);
            var now = clock.GetUtcNow();
            var tried = delivery with { Attempts = delivery.Attempts + 1, Fault = fault, NextTry = now + PauseAfter(delivery.Attempts) };
            if (now - delivery.CreatedAt >= Patience)
            {
                givenUp.Add(tried);
                await store.Notices.RemoveAsync(delivery.Id, cancellationToken);
            }
            else
            {
                putOff.Add(tried);
                await store.Notices.PutOffAsync(tried, cancellationToken);
            }
        }

        return new NotifierResult(Busy: false, sent, putOff, givenUp);
    }

    /// <summary>Why it was not taken; null: it was.</summary>
    private async Task<string?> TrySendAsync(Delivery delivery, HashSet<DeliveryKind> closed, CancellationToken cancellationToken)
    {
        if (channels.FirstOrDefault(one => one.Kind == delivery.Kind) is not { } channel)
        {
            closed.Add(delivery.Kind);
            return delivery.Kind is DeliveryKind.Mail ? "no mail server is set up" : "webhooks are not set up";
        }

        try
        {
            await channel.SendAsync(delivery, cancellationToken);
            return null;
        }
        catch (DeliveryException fault)
        {
            if (fault.ClosesChannel)
                closed.Add(delivery.Kind);
            return fault.Message;
        }
    }

    private static TimeSpan PauseAfter(int attempts)
    {
        var pause = FirstPause * Math.Pow(2, Math.Min(attempts, 10));
        return pause < LongestPause ? pause : LongestPause;
    }
}
