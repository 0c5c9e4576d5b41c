using Harvester.Connectors.Definitions;
using Xunit;

namespace Harvester.Tests.Connectors.Definitions;

public sealed class UnreadableFilesTests
{
    [Theory]
    [InlineData("format: 1\ntitle: [ a\nschedule: daily\n")]
    [InlineData("format: 1\ntitle: { a\n")]
    [InlineData("[")]
    [InlineData("title: \"")]
    public void BracketThatNeverCloses_IsAnErrorOfThatFile(string text) =>
        Assert.NotEmpty(ConnectorFiles.Parse("one.yml", text, TestChecks.All).Errors);

    [Fact]
    public void FileThatCannotBeRead_IsAnErrorAndHidesNoOther()
    {
        var folder = Directory.CreateTempSubdirectory("harvester-definitions-").FullName;
        try
        {
            File.CreateSymbolicLink(Path.Combine(folder, "dangling.yml"), Path.Combine(folder, "nowhere"));
            File.WriteAllText(Path.Combine(folder, "wrong.yml"), "titel: x\n");
            var errors = ConnectorFiles.Load(folder, TestChecks.All).Errors;
            Assert.Contains(errors, e => e.File.EndsWith("dangling.yml", StringComparison.Ordinal) && e.Message.Contains("cannot be read"));
            Assert.Contains(errors, e => e.File.EndsWith("wrong.yml", StringComparison.Ordinal));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
