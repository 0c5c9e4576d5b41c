using System.Xml.Linq;
using Xunit;

namespace Harvester.Tests.Architecture;

/// <summary>Who may know whom. The project files are the truth: an assembly reference that nothing uses yet would not show in the binaries.</summary>
public sealed class ReferencesTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Harvester.Core"] = [],
        ["Harvester.Rdf"] = [],
        ["Harvester.SamplePortals"] = [],
        ["Harvester.Connectors"] = ["Harvester.Core", "Harvester.Rdf"],
        ["Harvester.Storage"] = ["Harvester.Core"],
        ["Harvester.Search"] = ["Harvester.Core"],
        ["Harvester.Publishing"] = ["Harvester.Core", "Harvester.Rdf"],
        ["Harvester.Web"] = ["Harvester.Core", "Harvester.Publishing", "Harvester.Search"],
        ["Harvester.Host"] = ["Harvester.Core", "Harvester.Rdf", "Harvester.Connectors", "Harvester.Storage", "Harvester.Search", "Harvester.Publishing", "Harvester.Web", "Harvester.SamplePortals"],
    };

    public static TheoryData<string> Projects =>
        [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories).Select(f => Path.GetFileNameWithoutExtension(f)!)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_ReferencesOnlyWhatTheLayoutAllows(string project)
    {
        var file = XDocument.Load(Path.Combine(Repository.Root, "src", project, project + ".csproj"));
        var references = file.Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')));
        Assert.Empty(references.Except(Allowed[project]));
    }

    [Fact]
    public void Core_UsesNoNetworkDatabaseOrYaml()
    {
        string[] forbidden = ["System.Net.Http", "System.Net.Sockets", "System.Data.Common", "YamlDotNet", "AngleSharp", "CsvHelper"];
        var used = typeof(Core.Model.Dataset).Assembly.GetReferencedAssemblies().Select(a => a.Name);
        Assert.Empty(used.Intersect(forbidden));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Namespace_IsTheFolder(string project)
    {
        var folder = Path.Combine(Repository.Root, "src", project);
        var wrong = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}") && !f.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}"))
            .Where(f =>
            {
                var declared = File.ReadLines(f).FirstOrDefault(l => l.StartsWith("namespace ", StringComparison.Ordinal));
                var relative = Path.GetRelativePath(folder, Path.GetDirectoryName(f)!).Replace(Path.DirectorySeparatorChar, '.');
                return declared is not null && declared != $"namespace {(relative == "." ? project : $"{project}.{relative}")};";
            });
        Assert.Empty(wrong.Select(f => Path.GetRelativePath(Repository.Root, f)));
    }
}
