using System.CommandLine;
using Harvester.Core.Ports;
using Harvester.Core.Runs;
using Harvester.Host.Composition;
using Spectre.Console;

namespace Harvester.Host.Commands;

/// <summary>One call of the command line: what was asked, and where the answer goes.</summary>
internal sealed class Invocation(ParseResult parse, GlobalOptions globals)
{
    /// <summary>Standard output, for a person; never written to with <c>--json</c>.</summary>
    public IAnsiConsole Console { get; } = CreateConsole();

    public ParseResult Parse { get; } = parse;
    public bool Json => Parse.GetValue(globals.Json);

    public AppOptions App => new()
    {
        Store = Parse.GetValue(globals.Store)!,
        Connectors = Parse.GetValue(globals.Connectors)!,
        Mappings = Parse.GetValue(globals.Mappings)!,
        Contact = Parse.GetValue(globals.Contact)!,
        AllowPrivateNetworks = Parse.GetValue(globals.AllowPrivateNetworks),
        KeepChanges = Parse.GetValue(globals.KeepChanges) is var days and (0 or >= Core.Retention.ChangeRetention.LeastDays)
            ? days
            : throw new UsageException($"--keep-changes: give days, from {Core.Retention.ChangeRetention.LeastDays}, or 0 to keep all changes for ever"),
        Dumps = Parse.GetValue(globals.Dumps),
        LeaseTerm = Parse.GetValue(globals.LeaseTerm) is > 0 and var seconds
            ? TimeSpan.FromSeconds(seconds)
            : throw new UsageException("--lease-term: give seconds, from 1"),
    };

    /// <summary>True when a person named the store, so that a command with a default of its own keeps out of the way.</summary>
    public bool StoreWasGiven => App.Store != GlobalOptions.DefaultStore;

    /// <summary>Says what is wrong: to a person on standard error, and with <c>--json</c> as the one document on standard output too.</summary>
    public static async Task<int> FailAsync(bool json, int exitCode, IReadOnlyList<string> errors)
    {
        foreach (var error in errors)
            await System.Console.Error.WriteLineAsync(error);
        if (json)
            Output.JsonOutput.Print(new { errors });
        return exitCode;
    }

    // A file or a pipe has no width: nothing is folded for its sake.
    private static IAnsiConsole CreateConsole()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings());
        if (!console.Profile.Out.IsTerminal)
            console.Profile.Width = 1000;
        return console;
    }

    /// <summary>Turns a handler into an action: faults become one message on standard error and an exit code.</summary>
    public static void Set(Command command, GlobalOptions globals, Func<Invocation, CancellationToken, Task<int>> handler) =>
        command.SetAction(async (parse, cancellationToken) =>
        {
            var invocation = new Invocation(parse, globals);
            Logging.Log.Configure(interactive: !invocation.Json && !System.Console.IsErrorRedirected && command.Name is not ("serve" or "worker" or "web"));
            try
            {
                return await handler(invocation, cancellationToken);
            }
            catch (UsageException e)
            {
                return await FailAsync(invocation.Json, ExitCode.Usage, e.Errors);
            }
            catch (DecisionException e)
            {
                return await FailAsync(invocation.Json, ExitCode.Usage, [e.Message]);
            }
            catch (StoreException e)
            {
                return await FailAsync(invocation.Json, ExitCode.Unexpected, [e.Message]);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return await FailAsync(invocation.Json, ExitCode.Unexpected, ["stopped"]);
            }
            catch (IOException e)
            {
                // Standard output is full or gone, or a file cannot be read: the system's own words say which.
                return await FailAsync(json: false, ExitCode.Unexpected, [e.Message]);
            }
            finally
            {
                await Serilog.Log.CloseAndFlushAsync();
            }
        });
}
