using Harvester.Connectors.Definitions;
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
}
