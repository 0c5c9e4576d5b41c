using System.CommandLine;
using System.Globalization;
using Harvester.Host.Commands;
using Harvester.Host.Commands.Rdf;
using Harvester.Host.Composition;

// The machine's language changes no number, no date and no comparison; and without ICU, text would not be normalised, in silence.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if ("Ａ".Normalize(System.Text.NormalizationForm.FormKC) != "A")
{
    await Console.Error.WriteLineAsync("Unicode normalisation does not work here: install libicu, and unset DOTNET_SYSTEM_GLOBALIZATION_INVARIANT.");
    return ExitCode.Usage;
}

if (Settings.Load(out var fault) is not { } settings)
    return await Invocation.FailAsync(args.Contains("--json"), ExitCode.Usage, [fault!]);

var globals = new GlobalOptions(settings);
var root = new RootCommand("Harvester collects the open-data catalogues of all of Tokyo into one.");
globals.AddTo(root);

root.Subcommands.Add(DemoCommand.Create(globals, settings));
root.Subcommands.Add(RunCommand.Create(globals, settings));
root.Subcommands.Add(ServeCommands.Serve(globals, settings));
root.Subcommands.Add(ServeCommands.Worker(globals, settings));
root.Subcommands.Add(ServeCommands.Web(globals, settings));
root.Subcommands.Add(PreviewCommand.Create(globals, settings));
root.Subcommands.Add(CheckCommand.Create(globals, settings));
root.Subcommands.Add(StateCommands.Sources(globals, settings));
root.Subcommands.Add(StateCommands.Runs(globals, settings));
root.Subcommands.Add(StateCommands.Status(globals));
root.Subcommands.Add(FindCommand.Create(globals, settings));
root.Subcommands.Add(DecisionCommands.Approve(globals));
root.Subcommands.Add(DecisionCommands.Reject(globals));
root.Subcommands.Add(DecisionCommands.Undo(globals));
root.Subcommands.Add(CancelCommand.Create(globals));
root.Subcommands.Add(SourceCommand.Create(globals));
root.Subcommands.Add(RemapCommand.Create(globals));
root.Subcommands.Add(CheckLinksCommand.Create(globals, settings));
root.Subcommands.Add(CoverageCommand.Create(globals, settings));
root.Subcommands.Add(VerdictCommand.Create(globals, settings));
root.Subcommands.Add(CheckHeadersCommand.Create(globals, settings));
root.Subcommands.Add(EraseCommand.Create(globals));
root.Subcommands.Add(ExportCommand.Create(globals, settings));
root.Subcommands.Add(DumpCommand.Create(globals, settings));
root.Subcommands.Add(CopyCommand.Create(globals, settings));
root.Subcommands.Add(BackupCommands.Backup(globals, settings));
root.Subcommands.Add(BackupCommands.Restored(globals));
root.Subcommands.Add(TokenCommands.Create(globals));
root.Subcommands.Add(SubscriptionCommand.Create(globals, settings));
root.Subcommands.Add(NotifyCommand.Create(globals, settings));
root.Subcommands.Add(RdfCommands.Create(globals));

var parse = root.Parse(args);
if (parse.Errors.Count > 0)
{
    return await Invocation.FailAsync(
        globals.WantsJson(parse), ExitCode.Usage, [.. parse.Errors.Select(e => e.Message), "harvester --help shows the commands, harvester COMMAND --help their options."]);
}

// A run that is cancelled still stores its report: give it the time.
return await parse.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
