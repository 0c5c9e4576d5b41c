using System.CommandLine;
using Harvester.Connectors.Definitions;
using Harvester.Host.Commands;
using Harvester.Host.Composition;
using Xunit;

namespace Harvester.Tests.Connectors.Definitions;

public sealed class ContributingTests
{
    [Fact]
    public void ExampleInTheDocument_IsAValidFile()
    {
        var lines = File.ReadLines(Path.Combine(RepositoryFolder.Root, "CONTRIBUTING.md"))
            .SkipWhile(line => line.Trim() != "```yaml").Skip(1).TakeWhile(line => line.Trim() != "```").ToList();

        var files = ConnectorFiles.Parse("example-list.yml", string.Join('\n', lines.Select(line => line[3..])), new ConnectorFileChecks());

        Assert.Empty(files.Errors);
        Assert.NotNull(Assert.Single(files.Files).List);
    }

    [Fact]
    public void CommandsInTheDocument_Exist()
    {
        const string start = "dotnet run --project src/Harvester.Host -- ";
        var settings = Settings.Load(out _)!;
        var globals = new GlobalOptions(settings);
        var root = new RootCommand
        {
            DemoCommand.Create(globals, settings), RunCommand.Create(globals, settings), PreviewCommand.Create(globals, settings), CheckCommand.Create(globals, settings),
            ServeCommands.Serve(globals, settings), ServeCommands.Worker(globals, settings), ServeCommands.Web(globals, settings),
            StateCommands.Sources(globals, settings), StateCommands.Runs(globals, settings), StateCommands.Status(globals), FindCommand.Create(globals, settings),
            DecisionCommands.Approve(globals), DecisionCommands.Reject(globals), DecisionCommands.Undo(globals), RemapCommand.Create(globals), VerdictCommand.Create(globals, settings), ExportCommand.Create(globals, settings),
        };
        globals.AddTo(root);
        var commands = File.ReadLines(Path.Combine(RepositoryFolder.Root, "CONTRIBUTING.md"))
            .Select(line => line.Trim()).Where(line => line.StartsWith(start, StringComparison.Ordinal)).Select(line => line[start.Length..]).ToList();

        Assert.NotEmpty(commands);
        Assert.All(commands, command =>
        {
            var parsed = root.Parse(command);
            Assert.True(parsed.Errors.Count == 0, command);
            // where any text is an argument, an unknown option passes for one
            var options = parsed.CommandResult.Command.Options.Concat(root.Options).Select(option => option.Name);
            Assert.Subset(options.ToHashSet(), command.Split(' ').Where(word => word.StartsWith("--", StringComparison.Ordinal)).ToHashSet());
        });
    }
}
