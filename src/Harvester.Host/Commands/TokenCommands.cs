using System.CommandLine;
using Harvester.Core.Access;
using Harvester.Core.Ports;
using Harvester.Host.Composition;
using Harvester.Host.Output;
using Spectre.Console;

namespace Harvester.Host.Commands;

/// <summary><c>token</c>: who may sign in on the web.</summary>
internal static class TokenCommands
{
    public static Command Create(GlobalOptions globals) => new("token", "makes, replaces, revokes and lists the tokens to sign in with")
    {
        New(globals), Reissue(globals), Revoke(globals), List(globals),
    };

    private static Command New(GlobalOptions globals)
    {
        // Not of the environment: whom a token is for must stand in the line that makes it.
        var central = new Option<bool>("--central") { Description = "for the central team: all sources, verdicts, undo, takedowns, tokens" };
        var municipality = new Option<string?>("--municipality") { Description = "for the body with this six-digit code: its own sources", HelpName = "CODE" };
        var label = new Option<string?>("--label") { Description = "whose it is, as the lists and the audit log name it (none: the body's name)", HelpName = "TEXT" };
        var command = new Command("create", "makes a token, and prints its secret: this once") { central, municipality, label };
        Invocation.Set(command, globals, async (invocation, cancellationToken) =>
        {
            var code = invocation.Parse.GetValue(municipality);
            if (invocation.Parse.GetValue(central) == code is not null)
                throw new UsageException("for whom? give either --central or --municipality CODE");
            await using var store = await HarvesterApp.OpenStoreAsync(invocation.App, mustExist: true, cancellationToken);
            Print(invocation, await Desk(invocation, store).CreateAsync(code, invocation.Parse.GetValue(label), Account.CommandLine, cancellationToken));
            return ExitCode.Well;
        });
        return command;
    }

    private static Command Reissue(GlobalOptions globals)
    {
        var id = Id();
        var command = new Command("re-issue", "makes another secret for a token, and prints it: the old one and its sessions are void at once") { id };
        Invocation.Set(command, globals, async (invocation, cancellationToken) =>
        {
            await using var store = await HarvesterApp.OpenStoreAsync(invocation.App, mustExist: true, cancellationToken);
            Print(invocation, await Desk(invocation, store).ReissueAsync(invocation.Parse.GetValue(id)!, Account.CommandLine, cancellationToken));
            return ExitCode.Well;
        });
        return command;
    }

    private static Command Revoke(GlobalOptions globals)
    {
        var id = Id();
        var command = new Command("revoke", "lets nobody in by a token any more; sessions that began with it are over") { id };
        Invocation.Set(command, globals, async (invocation, cancellationToken) =>
        {
            await using var store = await HarvesterApp.OpenStoreAsync(invocation.App, mustExist: true, cancellationToken);
            var token = await Desk(invocation, store).RevokeAsync(invocation.Parse.GetValue(id)!, Account.CommandLine, cancellationToken);
            if (invocation.Json)
                JsonOutput.Print(new { token = Row(token) });
            else
                invocation.Console.WriteLine($"{token.Id} ({token.Label}) is revoked: nobody gets in by it any more.");
            return ExitCode.Well;
        });
        return command;
    }

    private static Command List(GlobalOptions globals)
    {
        var command = new Command("list", "the tokens, without their secrets, which are kept nowhere");
        Invocation.Set(command, globals, async (invocation, cancellationToken) =>
        {
            await using var store = await HarvesterApp.OpenStoreAsync(invocation.App, mustExist: true, cancellationToken);
            var tokens = await store.Access.ListAsync(cancellationToken);
            if (invocation.Json)
            {
                JsonOutput.Print(new { tokens = tokens.Select(Row) });
                return ExitCode.Well;
            }

            if (tokens.Count == 0)
            {
                invocation.Console.WriteLine("Nobody can sign in yet: `token create` makes a token.");
                return ExitCode.Well;
            }

            var table = new PlainTable("token", "for", "created (JST)", "last used", "", "label");
            foreach (var token in tokens)
            {
                table.Row(
                    Markup.Escape(token.Id), token.Municipality ?? "central", PlainTable.Local(token.CreatedAt), token.LastUsed is { } day ? $"{day:yyyy-MM-dd}" : "–",
                    token.RevokedAt is null ? "" : "revoked", Markup.Escape(token.Label));
            }

            table.Print(invocation.Console);
            return ExitCode.Well;
        });
        return command;
    }

    private static Argument<string> Id() => new("ID") { Description = "id of the token, as in `token list`" };

    private static AccessDesk Desk(Invocation invocation, IStore store) =>
        new(store, HarvesterApp.LoadMunicipalities(invocation.App).ToDictionary(body => body.Code, body => body.Name, StringComparer.Ordinal), TimeProvider.System);

    /// <summary>On standard output only: what is logged is kept.</summary>
    private static void Print(Invocation invocation, IssuedToken issued)
    {
        if (invocation.Json)
        {
            JsonOutput.Print(new { token = Row(issued.Token), secret = issued.Secret });
            return;
        }

        invocation.Console.WriteLine($"{issued.Token.Id} ({issued.Token.Label}), for {issued.Token.Municipality ?? "the central team"}. The secret, shown this once:");
        invocation.Console.WriteLine(issued.Secret);
        invocation.Console.WriteLine("Hand it over on a safe way; whoever has it signs in at /sign-in.");
    }

    private static object Row(AccessToken token) => new
    {
        id = token.Id,
        label = token.Label,
        role = token.Role,
        municipality = token.Municipality,
        createdAt = token.CreatedAt,
        createdBy = token.CreatedBy,
        issuedAt = token.IssuedAt,
        revokedAt = token.RevokedAt,
        lastUsed = token.LastUsed,
    };
}
