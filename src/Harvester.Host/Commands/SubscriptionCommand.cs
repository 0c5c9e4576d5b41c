using System.CommandLine;
using Harvester.Core.Access;
using Harvester.Core.Notifications;
using Harvester.Core.Ports;
using Harvester.Host.Composition;
using Harvester.Host.Output;
using Spectre.Console;

namespace Harvester.Host.Commands;

/// <summary><c>subscription add|list|remove</c>: who wants to be told of what is his turn.</summary>
internal static class SubscriptionCommand
{
    public static Command Create(GlobalOptions globals, Settings settings) => new("subscription", "who is told when something breaks and is mended, beside those of the settings")
    {
        Add(globals, settings), List(globals), Remove(globals),
    };

    private static Command Add(GlobalOptions globals, Settings settings)
    {
        // Not of the environment: each is about one subscription.
        var municipality = new Option<string?>("--municipality") { HelpName = "CODE", Description = "records of this municipality that could not be taken" };
        var central = new Option<bool>("--central") { Description = "sites that fail or refuse us, listings that wait for a decision" };
        var maintainers = new Option<bool>("--maintainers") { Description = "faults of connector files, mappings and of the program" };
        var mail = new Option<string?>("--mail") { HelpName = "ADDRESS", Description = "mail address" };
        var webhook = new Option<string?>("--webhook") { HelpName = "URL", Description = "http or https address that takes JSON by POST" };
        var language = new Option<string>("--language") { HelpName = "ja|en", Description = "which language comes first; both are always there", DefaultValueFactory = static _ => "ja" };
        var by = settings.OptionalText("--by", "who enters it; it is kept, and not published", "NAME");
        var command = new Command("add", "enters a mail address or a webhook") { municipality, central, maintainers, mail, webhook, language, by };
        Invocation.Set(command, globals, async (invocation, cancellationToken) =>
        {
            var parse = invocation.Parse;
            var code = parse.GetValue(municipality);
            if (new[] { code is not null, parse.GetValue(central), parse.GetValue(maintainers) }.Count(given => given) != 1)
                throw new UsageException("say for whom: one of --municipality CODE, --central, --maintainers");
            if ((parse.GetValue(mail) is null) == (parse.GetValue(webhook) is null))
                throw new UsageException("say where to: one of --mail ADDRESS, --webhook URL");
            await using var app = await HarvesterApp.OpenAsync(invocation.App, dryRun: false, cancellationToken, mustExist: true);
            var name = parse.GetValue(by) is { Length: > 0 } given ? given : null;
            var added = await CommandTrail.Of(app.Store, app.Sources.Find).OnSubscribingAsync(
                Account.CommandLine, app.Subscriptions, code is not null ? NoticeAudience.Municipality : parse.GetValue(central) ? NoticeAudience.Central : NoticeAudience.Maintainers, code,
                parse.GetValue(mail) is null ? DeliveryKind.Webhook : DeliveryKind.Mail, (parse.GetValue(mail) ?? parse.GetValue(webhook))!, parse.GetValue(language)!, name, cancellationToken);
            Print(invocation, [added], new { subscription = Row(added) });
            return ExitCode.Well;
        });
        return command;
    }

    private static Command List(GlobalOptions globals)
    {
        var command = new Command("list", "lists those that were entered");
        Invocation.Set(command, globals, async (invocation, cancellationToken) =>
        {
            await using var store = await HarvesterApp.OpenStoreAsync(invocation.App, mustExist: true, cancellationToken);
            var all = await store.Subscriptions.ListAsync(cancellationToken);
            Print(invocation, all, new { subscriptions = all.Select(Row) });
            return ExitCode.Well;
        });
        return command;
    }

    private static Command Remove(GlobalOptions globals)
    {
        var id = new Argument<string>("ID") { Description = "as `subscription list` shows it" };
        var command = new Command("remove", "takes one out, with what is on its way to it") { id };
        Invocation.Set(command, globals, async (invocation, cancellationToken) =>
        {
            await using var store = await HarvesterApp.OpenStoreAsync(invocation.App, mustExist: true, cancellationToken);
            var removed = await CommandTrail.Of(store, static _ => null).OnUnsubscribingAsync(
                Account.CommandLine, new SubscriptionDesk(store, [], TimeProvider.System), invocation.Parse.GetValue(id)!, cancellationToken);
            if (invocation.Json)
                JsonOutput.Print(new { removed = Row(removed) });
            else
                invocation.Console.WriteLine($"{removed.Target} is told no more of {Whom(removed)}.");
            return ExitCode.Well;
        });
        return command;
    }

    private static void Print(Invocation invocation, IReadOnlyList<Subscription> subscriptions, object document)
    {
        if (invocation.Json)
        {
            JsonOutput.Print(document);
            return;
        }

        var table = new PlainTable("id", "for", "to", "language", "since (JST)", "by");
        foreach (var one in subscriptions)
            table.Row(one.Id, Markup.Escape(Whom(one)), Markup.Escape(one.Target), one.Language, PlainTable.Local(one.CreatedAt), Markup.Escape(one.CreatedBy ?? "–"));
        table.Print(invocation.Console);
    }

    private static string Whom(Subscription one) => one.MunicipalityCode is { } code ? $"municipality {code}" : Core.Model.EnumWord.Of(one.Audience);

    private static object Row(Subscription one) => new
    {
        one.Id,
        one.Audience,
        municipality = one.MunicipalityCode,
        one.Kind,
        one.Target,
        one.Language,
        one.CreatedAt,
        one.CreatedBy,
    };
}
