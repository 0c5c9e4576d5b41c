using Harvester.Connectors.Definitions;
using Harvester.Connectors.Definitions.Mappings;
using Harvester.Connectors.Definitions.Survey;
using Harvester.Connectors.List;
using Harvester.Core.Mapping;
using Xunit;

namespace Harvester.Tests.Connectors.Definitions;

/// <summary>connectors/README.md and connectors/sources.csv: every body, every known source.</summary>
public sealed class SourcesDocumentTests
{
    private static readonly PublisherDirectory Directory = MappingFiles.Load(Path.Combine(RepositoryFolder.Root, "mappings")).Rules!.Publishers;
    private static readonly IReadOnlyList<ConnectorFile> Files = ConnectorFiles.Load(RepositoryFolder.Connectors, new ConnectorFileChecks()).Files;

    private static IReadOnlyList<KnownSource> Known
    {
        get
        {
            var (sources, errors) = KnownSources.Load(RepositoryFolder.Connectors, Directory.Municipalities.Select(body => body.Code).ToHashSet());
            Assert.Empty(errors);
            return sources;
        }
    }

    [Fact]
    public void TheDocument_IsWhatTheCommandPrints() => Assert.Equal(
        SourcesDocument.Write(Directory.Municipalities, Files, Known),
        File.ReadAllText(Path.Combine(RepositoryFolder.Connectors, "README.md")));

    [Fact]
    public void TheDocument_NamesEveryBodyAndEveryConnectorFile()
    {
        var document = SourcesDocument.Write(Directory.Municipalities, Files, Known);

        Assert.Equal(63, Directory.Municipalities.Count);
        Assert.All(Directory.Municipalities, body => Assert.Contains($"| {body.Code} | {body.Name} |", document, StringComparison.Ordinal));
        Assert.All(Files, file => Assert.Contains($": [{file.Source.Id}](", document, StringComparison.Ordinal));
    }

    [Fact]
    public void OnlyKozushima_IsNotReached()
    {
        Assert.Contains("\n62 of the 63 bodies are reached; not reached: 神津島村.\n", SourcesDocument.Write(Directory.Municipalities, Files, Known), StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutTheTokyoCatalogue_ItsBodiesNeedALook()
    {
        var document = SourcesDocument.Write(Directory.Municipalities, [.. Files.Where(file => file.Source.Id != "tokyo-catalogue")], Known);

        Assert.Contains("| 133639 | 新島村 | tokyo-catalogue | <https://catalog.data.metro.tokyo.lg.jp/organization/t133639> | needs a look |", document, StringComparison.Ordinal);
        Assert.DoesNotContain("| through tokyo-catalogue | 4", document, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("131032,ckan,https://a.example/,high", "expected five cells")]
    [InlineData("131033,ckan,https://a.example/,high,", "the code 131033 is not in the list")]
    [InlineData("131032,cken,https://a.example/,high,", "'cken' is no kind")]
    [InlineData("131032,ckan,a.example,high,", "'a.example' is no http or https address")]
    [InlineData("131032,ckan,https://a.example/,sure,", "'sure' is no confidence")]
    [InlineData("131032,list,https://b.example/,high,", "https://b.example/ stands here twice for 131032")]
    public void FaultOfARow_IsToldWithItsLine(string row, string message)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Path, KnownSources.FileName), $"# comment\ncode,kind,url,confidence,known\n131032,list,https://b.example/,high,\"a, b\"\n{row}\n");

        var (_, errors) = KnownSources.Load(folder.Path, Directory.Municipalities.Select(body => body.Code).ToHashSet());

        var error = Assert.Single(errors);
        Assert.Equal(4, error.Line);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    /// <summary>The Tokyo catalogue's organisation ids are t and the code: each leads to its body, so that whatever is published there is theirs.</summary>
    [Fact]
    public void OrganisationsOfTheTokyoCatalogue_LeadToTheirBodies() =>
        Assert.All(Directory.Municipalities, body => Assert.Equal(body, Directory.ByOrganisation("t" + body.Code).Body));

    [Fact]
    public void EveryMunicipality_HasItsOrganisationInTheTokyoCatalogue() => Assert.All(
        Directory.Municipalities.Where(body => body.Code != "130001"),
        body => Assert.Single(Known, one => one.Kind == "tokyo-catalogue" && one.Code == body.Code && one.Url.EndsWith("/t" + body.Code, StringComparison.Ordinal)));

    /// <summary>Nothing of the survey is lost: each of its addresses is known here, and every list that its notes name has a connector file.</summary>
    [Fact]
    public void EverySourceOfTheSurvey_IsKnownHere()
    {
        var known = Known;
        var survey = File.ReadLines(RepositoryFolder.Shared("data/sources.csv")).Skip(1).Select(line => CsvFields.Of(line, ',').Cells).ToList();

        Assert.True(survey.Count >= 83);
        Assert.All(survey, row => Assert.True(
            known.Any(one => one.Code == row[0] && (one.Url == row[3] || one.Known.Contains(row[3], StringComparison.Ordinal)) && (one.Kind == row[2] || row[2] == "tokyo-catalogue")), string.Join(',', row)));
        var bodies = survey.Select(row => row[0]).Distinct().ToList();
        Assert.Equal(Directory.Municipalities.Select(body => body.Code).Order(StringComparer.Ordinal), bodies.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void PackagesInTheTokyoCatalogue_AreThoseOfTheSurvey()
    {
        var survey = File.ReadAllText(RepositoryFolder.Shared("data/sources.csv"));

        foreach (var one in Known.Where(one => one.Kind == "tokyo-catalogue"))
        {
            var count = one.Known.Split(' ')[0];
            Assert.True(survey.Contains($"organization:t{one.Code}, {count} packages", StringComparison.Ordinal), $"{one.Code}: {count}");
        }
    }
}
