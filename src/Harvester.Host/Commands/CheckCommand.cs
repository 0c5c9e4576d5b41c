using System.CommandLine;
using Harvester.Host.Composition;
using Harvester.Host.Output;
using Spectre.Console;

namespace Harvester.Host.Commands;

/// <summary><c>check</c>: validates all connector and mapping files, and shows all errors at once.</summary>
internal static class CheckCommand
{
    public static Command Create(GlobalOptions globals, Settings settings)
    {
        var markdown = settings.Flag("--markdown", "print mappings/README.md: where each field of the schema comes from");
        var command = new Command("check", "validates all connector and mapping files") { markdown };
        Invocation.Set(command, globals, (invocation, _) =>
        {
            if (invocation.Parse.GetValue(markdown))
            {
                if (invocation.Json)
                    throw new UsageException("--markdown and --json are two forms; give one");
                Console.Out.Write(HarvesterApp.DescribeMappings(invocation.App));
                return Task.FromResult(ExitCode.Well);
            }

            var (files, errors) = HarvesterApp.Check(invocation.App);
            if (invocation.Json)
            {
                JsonOutput.Print(new { connectors = files, errors });
            }
            else
            {
                foreach (var error in errors)
                    Console.Error.WriteLine(error);
                invocation.Console.WriteLine(errors.Count == 0 ? $"{files} connector files and the mapping files are well" : errors.Count == 1 ? "1 error" : $"{errors.Count} errors");
            }

            return Task.FromResult(errors.Count == 0 ? ExitCode.Well : ExitCode.Usage);
        });
        return command;
    }
}
