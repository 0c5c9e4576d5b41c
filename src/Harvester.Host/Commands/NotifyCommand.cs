using System.CommandLine;
using Harvester.Core.Notifications;
using Harvester.Core.Ports;
using Harvester.Host.Composition;
using Harvester.Host.Output;
using Spectre.Console;

namespace Harvester.Host.Commands;

/// <summary><c>notify</c>: tells now what workers tell every few minutes, or shows what that would be.</summary>
internal static class NotifyCommand
{
    public static Command Create(GlobalOptions globals, Settings settings)
    {
        var dry = new Option<bool>("--dry-run") { Description = "show what would be sent now, and to whom; nothing is sent or stored" };
        var command = new Command("notify", "tells those whose turn it is what broke, is still broken after a week, or is mended; `serve` and `worker` do it by themselves") { dry };
        var baseUrl = BaseUrl.Option(settings);
        command.Options.Add(baseUrl);
        var notifications = new NotificationSettings(settings);
        notifications.AddTo(command);
        Invocation.Set(command, globals, async (invocation, cancellationToken) =>
        {
            var setup = notifications.Of(invocation, BaseUrl.Of(invocation, baseUrl));
            await using var app = await HarvesterApp.OpenAsync(invocation.App, dryRun: false, cancellationToken, mustExist: true);
            var notifier = app.Notifier(setup);
            if (setup.Mail is null)
                await Console.Error.WriteLineAsync("No mail server is set up (--smtp-host): mail addresses are told nothing.");
            if (invocation.Parse.GetValue(dry))
            {
                Print(invocation, await notifier.PreviewAsync(cancellationToken), await app.Store.Notices.PendingAsync(1000, cancellationToken), setup.Options);
                return ExitCode.Well;
            }

            var result = await notifier.RunAsync(cancellationToken);
            Print(invocation, result);
            return result.PutOff.Count + result.GivenUp.Count > 0 || result.Busy ? ExitCode.SomeFailed : ExitCode.Well;
        });
        return command;
    }

    private static void Print(Invocation invocation, IReadOnlyList<PlannedNotice> planned, IReadOnlyList<Delivery> pending, NotificationOptions options)
    {
        if (invocation.Json)
        {
            JsonOutput.Print(new
            {
                notices = planned.Select(one => new
                {
                    @event = one.Notice.Event,
                    source = one.Notice.Source.Id,
                    whose = one.Notice.Audience,
                    since = one.Notice.Since,
                    run = one.Notice.Run.Id,
                    recipients = one.Recipients.Select(to => new { to.Kind, to.Target, to.Subscription }),
                    subject = NoticeText.Subject(one.Notice, "ja"),
                    text = NoticeText.Body(one.Notice, one.Recipients is [var first, ..] ? first : Nobody, options, unsubscribe: null),
                }),
                pending = pending.Select(Row),
            });
            return;
        }

        foreach (var one in planned)
        {
            var to = one.Recipients.Count == 0 ? "nobody is there to be told" : string.Join(", ", one.Recipients.Select(to => to.Target));
            invocation.Console.WriteLine($"To: {to}");
            invocation.Console.WriteLine($"Subject: {NoticeText.Subject(one.Notice, "ja")}");
            invocation.Console.WriteLine();
            invocation.Console.WriteLine(NoticeText.Body(one.Notice, one.Recipients is [var first, ..] ? first : Nobody, options, unsubscribe: null));
        }

        foreach (var one in pending)
            invocation.Console.WriteLine($"On its way: {one.Subject} to {one.Target}, {one.Attempts} attempts{(one.Fault is null ? "" : $", the last: {one.Fault}")}");
        if (planned.Count + pending.Count == 0)
            invocation.Console.WriteLine("There is nothing to tell.");
    }

    // The text needs one to say how to stop it.
    private static Recipient Nobody { get; } = new(DeliveryKind.Mail, "");

    private static void Print(Invocation invocation, NotifierResult result)
    {
        if (invocation.Json)
        {
            JsonOutput.Print(new { busy = result.Busy, sent = result.Sent.Select(Row), putOff = result.PutOff.Select(Row), givenUp = result.GivenUp.Select(Row) });
            return;
        }

        foreach (var one in result.Sent)
            invocation.Console.WriteLine($"Sent to {one.Target}: {one.Subject}");
        foreach (var one in result.PutOff)
            invocation.Console.WriteLine($"Not sent to {one.Target}, tried again at {PlainTable.Local(one.NextTry)} JST: {one.Fault}");
        foreach (var one in result.GivenUp)
            invocation.Console.WriteLine($"Given up, to {one.Target}: {one.Subject}: {one.Fault}");
        if (result.Busy)
            invocation.Console.WriteLine("Another worker is telling at this moment: nothing was done.");
        else if (result.Sent.Count + result.PutOff.Count + result.GivenUp.Count == 0)
            invocation.Console.WriteLine("There was nothing to tell.");
    }

    private static object Row(Delivery one) => new { one.Id, one.Event, one.Source, one.Kind, one.Target, one.Subject, one.Attempts, one.NextTry, one.Fault };
}
