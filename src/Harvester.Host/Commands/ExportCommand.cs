using System.CommandLine;
using Harvester.Core.Ports;
using Harvester.Host.Composition;
using Harvester.Host.Output;
using Harvester.Publishing;
using Spectre.Console;

namespace Harvester.Host.Commands;

/// <summary><c>export</c>: the catalogue as a file or on standard output, streamed.</summary>
internal static class ExportCommand
{
    public static Command Create(GlobalOptions globals, Settings settings)
    {
        var names = string.Join(", ", ExportFormats.All.Select(f => f.Name));
        var publication = new PublicationOptions(settings);
        var format = settings.OptionalText("--format", names, "F");
        var file = settings.OptionalText("--out", "file to write; none: standard output", "FILE");
        var since = settings.Number("--since", "only datasets changed after this sequence number", 0L, "SEQ");
        var source = settings.OptionalText("--source", "only datasets of this source", "ID");
        var command = new Command("export", "writes the catalogue in one of the formats; ndjson and csv hold withdrawn datasets, too") { format, file, since, source };
        publication.AddTo(command);
        Invocation.Set(command, globals, async (invocation, cancellationToken) =>
        {
            var name = invocation.Parse.GetValue(format) ?? throw new UsageException($"which format? give --format {names}");
            _ = ExportFormats.Find(name) ?? throw new UsageException($"no format \"{name}\": there are {names}");
            var path = invocation.Parse.GetValue(file);
            if (path?.Length == 0)
                throw new UsageException("--out names no file");
            if (invocation.Parse.GetValue(since) is < 0 and var negative)
                throw new UsageException($"--since {negative}: give a sequence number, from 0");
            if (invocation.Json && path is null)
                throw new UsageException("with --json, name a file with --out: standard output is for the one JSON document");
            var left = new LeftOutCount();
            var writer = ExportFormats.Find(ExportFormats.Of(publication.Of(invocation, HarvesterApp.LoadFormats(invocation.App)), left.Add), name)!;
            await using var store = await HarvesterApp.OpenStoreAsync(invocation.App, mustExist: true, cancellationToken);
            var filter = new DatasetFilter { SinceSequence = invocation.Parse.GetValue(since) is > 0 and var after ? after : null, Source = invocation.Parse.GetValue(source) };
            if (filter.Source is { } named && await store.Datasets.CountAsync(new DatasetFilter { Source = named }, cancellationToken) == 0)
                throw new UsageException($"no dataset is from a source \"{named}\": `status` lists the sources");
            var datasets = store.Datasets.AllAsync(filter, cancellationToken);
            var total = await store.Datasets.CountAsync(filter, cancellationToken);
            if (path is null)
            {
                await using var output = Console.OpenStandardOutput();
                await writer.WriteAsync(datasets, output, cancellationToken);
                left.Tell();
                return ExitCode.Well;
            }

            var count = await OutputFile.WriteAsync(path, output => ExportProgress.ShowAsync(invocation, path, total, datasets, counted => writer.WriteAsync(counted, output, cancellationToken)));
            left.Tell();
            if (invocation.Json)
                JsonOutput.Print(new { file = path, format = writer.Name, datasets = count, leftOut = left.Count });
            else
                invocation.Console.WriteLine($"{count} datasets written to {path}");
            return ExitCode.Well;
        });
        return command;
    }
}
