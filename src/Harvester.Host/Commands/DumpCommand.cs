using System.CommandLine;
using Harvester.Host.Composition;
using Harvester.Host.Output;
using Harvester.Publishing.Dumps;
using Spectre.Console;

namespace Harvester.Host.Commands;

/// <summary><c>dump</c>: writes now what the workers write each night.</summary>
internal static class DumpCommand
{
    public static Command Create(GlobalOptions globals, Settings settings)
    {
        var target = settings.OptionalText("--out", "folder to write to; none: that of --dumps", "DIR");
        var command = new Command("dump", "writes the dumps (all records as NDJSON, CSV …) with their manifest, which the web serves under /dumps") { target };
        var publication = new PublicationOptions(settings);
        publication.AddTo(command);
        Invocation.Set(command, globals, async (invocation, cancellationToken) =>
        {
            var folder = invocation.Parse.GetValue(target) is { Length: > 0 } given ? given : invocation.App.DumpFolder;
            var catalogue = publication.Of(invocation, HarvesterApp.LoadFormats(invocation.App));
            await using var store = await HarvesterApp.OpenStoreAsync(invocation.App, mustExist: true, cancellationToken);
            DumpManifest manifest;
            try
            {
                manifest = await new CatalogueDump(store, new DumpFolder(folder), catalogue, TimeProvider.System).WriteAsync(cancellationToken)
                    ?? throw new UsageException($"another process is writing dumps to {folder} right now: try again when it has ended");
            }
            catch (UnauthorizedAccessException e)
            {
                throw new UsageException($"cannot write to {folder}: {e.Message}");
            }

            if (invocation.Json)
            {
                JsonOutput.Print(new { folder, manifest });
                return ExitCode.Well;
            }

            invocation.Console.WriteLine($"{folder}: the catalogue up to change {manifest.Sequence}");
            foreach (var file in manifest.Files)
                invocation.Console.WriteLine($"  {file.Name}  {file.Records} datasets, {file.Bytes} bytes, sha256 {file.Sha256}");
            return ExitCode.Well;
        });
        return command;
    }
}
