using System.CommandLine;
using System.Diagnostics;
using Harvester.Core.Ports;
using Harvester.Host.Composition;
using Harvester.Host.Output;
using Harvester.Storage;
using Spectre.Console;

namespace Harvester.Host.Commands;

/// <summary><c>backup</c>: a copy of the catalogue's file while it is in use. <c>restored</c>: the history of a restored store gets a new name.</summary>
internal static class BackupCommands
{
    public static Command Backup(GlobalOptions globals, Settings settings)
    {
        var target = settings.OptionalText("--out", "the file to write, which must not exist; none: beside the store, with the time in its name", "FILE");
        var command = new Command("backup", "writes a checked copy of an SQLite catalogue to a file, also while workers use it") { target };
        Invocation.Set(command, globals, async (invocation, cancellationToken) =>
        {
            var since = Stopwatch.GetTimestamp();
            var backup = await RefusedAsUsageAsync(() =>
                Backups.MakeAsync(invocation.App.Store, invocation.Parse.GetValue(target) is { Length: > 0 } given ? given : null, TimeProvider.System, cancellationToken));
            var seconds = Stopwatch.GetElapsedTime(since).TotalSeconds;
            if (invocation.Json)
                JsonOutput.Print(new { path = backup.Path, bytes = backup.Bytes, sequence = backup.Sequence, seconds = Math.Round(seconds, 3) });
            else
                invocation.Console.WriteLine($"{backup.Path}: {backup.Bytes / 1024.0 / 1024.0:0.0} MB, the catalogue up to change {backup.Sequence}, checked, made in {seconds:0.0} s.");
            return ExitCode.Well;
        });
        return command;
    }

    public static Command Restored(GlobalOptions globals)
    {
        var command = new Command("restored", "says that the store was restored from a backup: its history gets a new epoch, so that followers begin again");
        Invocation.Set(command, globals, async (invocation, cancellationToken) =>
        {
            await using (await HarvesterApp.OpenStoreAsync(invocation.App, mustExist: true, cancellationToken))
            {
                // It is there, and a store.
            }

            var epoch = await Backups.RenewEpochAsync(invocation.App.Store, TimeProvider.System, cancellationToken);
            if (invocation.Json)
                JsonOutput.Print(new { epoch });
            else
                invocation.Console.WriteLine($"The epoch is {epoch} now: followers of the change log begin again.");
            return ExitCode.Well;
        });
        return command;
    }

    // What is refused before anything was done is a matter of usage.
    private static async Task<Backup> RefusedAsUsageAsync(Func<Task<Backup>> work)
    {
        try
        {
            return await work();
        }
        catch (StoreException e) when (e.InnerException is null)
        {
            throw new UsageException(e.Message);
        }
    }
}
