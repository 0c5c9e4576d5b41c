using Harvester.Connectors.Definitions;
using Harvester.Connectors.Definitions.Yaml;
using Harvester.Core.Model;
using NJsonSchema;
using Xunit;

namespace Harvester.Tests.Connectors.Definitions;

/// <summary>The files in connectors/.</summary>
public sealed class ShippedConnectorFilesTests
{
    private static readonly IReadOnlyList<string> Paths =
        [.. Directory.EnumerateFiles(RepositoryFolder.Connectors, "*.yml", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    [Fact]
    public void All_AreWithoutFault()
    {
        var files = ConnectorFiles.Load(RepositoryFolder.Connectors, new ConnectorFileChecks());

        Assert.Empty(files.Errors);
        Assert.True(files.Files.Count >= 18);
    }

    [Fact]
    public async Task All_NameTheSchemaAndPassIt()
    {
        var schema = await JsonSchema.FromFileAsync(Path.Combine(RepositoryFolder.Connectors, "connector.schema.json"), TestContext.Current.CancellationToken);
        foreach (var path in Paths)
        {
            Assert.Equal("# yaml-language-server: $schema=../connector.schema.json", File.ReadLines(path).First());
            if (Path.GetFileName(Path.GetDirectoryName(path)) == "profiles")
                continue;
            var json = YamlJson.Of(YamlDocument.Load(path, File.ReadAllText(path)).Root)!.ToJsonString();
            Assert.True(schema.Validate(json).Count == 0, $"{path}: {string.Join("; ", schema.Validate(json))}");
        }
    }

    [Fact]
    public void AllPublishers_AreBodiesOfTokyo()
    {
        var codes = File.ReadLines(RepositoryFolder.Shared("data/municipalities.csv")).Skip(1).Select(line => line.Split(',')[0]).ToHashSet();

        Assert.Empty(ConnectorFiles.Load(RepositoryFolder.Connectors, new ConnectorFileChecks { KnownCodes = codes }).Errors);
    }

    [Fact]
    public void TokyoCatalogue_IsSharedAndIdentifiedByName()
    {
        var tokyo = ConnectorFiles.Load(RepositoryFolder.Connectors, new ConnectorFileChecks()).Files.Single(file => file.Source.Id == "tokyo-catalogue");

        Assert.Equal((RecordKind.Ckan, true, CkanIdentity.Name), (tokyo.Source.Kind, tokyo.Source.Shared, tokyo.Ckan!.Identity));
        Assert.InRange(9_697, tokyo.Source.Expect.MinDatasets!.Value, tokyo.Source.Expect.MaxDatasets!.Value);
    }

    [Fact]
    public void Addresses_AreThoseOfTheSurvey()
    {
        var survey = File.ReadAllText(RepositoryFolder.Shared("data/sources.csv"));

        foreach (var file in ConnectorFiles.Load(RepositoryFolder.Connectors, new ConnectorFileChecks()).Files)
        {
            var address = file.Ckan?.Api ?? file.Dcat?.Catalog ?? file.List?.Url ?? file.Html!.Sitemap?.Url ?? file.Html.Start[0];
            // a list may be named by its path only, or by its folder and its name: then the address is put together
            var known = survey.Contains(address.OriginalString, StringComparison.Ordinal)
                || survey.Split('\n').Any(row => row.StartsWith(file.Source.PublisherCode, StringComparison.Ordinal) && row.Contains(address.Host, StringComparison.Ordinal)
                    && row.Contains(address.Segments[^1], StringComparison.Ordinal) && row.Contains(address.Segments[^2], StringComparison.Ordinal));
            Assert.True(known, $"{file.Source.Id}: {address.OriginalString} is not in the survey");
        }
    }

    [Fact]
    public void EveryListOfTheSurvey_HasItsFile()
    {
        var listed = File.ReadLines(RepositoryFolder.Shared("data/sources.csv"))
            .Select(line => line.Split(','))
            .Where(row => row[2] == "list")
            .Select(row => row[3])
            .Order(StringComparer.Ordinal);

        var read = ConnectorFiles.Load(RepositoryFolder.Connectors, new ConnectorFileChecks()).Files.Select(file => file.List?.Url.OriginalString).OfType<string>();

        Assert.Empty(listed.Except(read));
    }
}
