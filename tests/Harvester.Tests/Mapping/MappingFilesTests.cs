using System.Globalization;
using Harvester.Connectors.Definitions.Mappings;
using Xunit;

namespace Harvester.Tests.Mapping;

public sealed class MappingFilesTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("harvester-mappings-").FullName;

    public MappingFilesTests()
    {
        foreach (var file in Directory.EnumerateFiles(MappingFixture.Folder, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(MappingFixture.Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Load_OurOwnFiles_HaveNoFault()
    {
        var loaded = MappingFiles.Load(MappingFixture.Folder);
        Assert.Empty(loaded.Errors);
        Assert.Equal(63, loaded.Rules!.Publishers.Municipalities.Count);
    }

    [Theory]
    [InlineData("crosswalks/ckan.yml", "title_translated, title]", "title_translated, title], form: x", "unknown key 'form'")]
    [InlineData("crosswalks/ckan.yml", "  keywords: ", "  keyword: ", "no such field")]
    [InlineData("crosswalks/dcat.yml", "[dct:title, rdfs:label, schema:name]", "[dct:title, <rdfs:label]", "bracket")]
    [InlineData("crosswalks/html.yml", "vocabulary: frequencies", "vocabulary: licences", "does not translate")]
    [InlineData("crosswalks/list.yml", "items: [files]", "items: []", "items")]
    [InlineData("vocabularies/licences.yml", "label: CC BY 3.0", "lable: CC BY 3.0", "unknown key 'lable'")]
    [InlineData("vocabularies/licences.yml", "id: CC-BY-3.0", "id: CC-BY-4.0", "used twice")]
    [InlineData("vocabularies/formats.yml", "family: DOCX", "family: DOCZ", "no format 'DOCZ'")]
    [InlineData("vocabularies/formats.yml", "stars: 4", "stars: 6", "from 1 to 5")]
    [InlineData("vocabularies/frequencies.yml", "format: 1", "format: 2", "format 1 only")]
    [InlineData("vocabularies/frequencies.yml", ", source: EU list }", " }", "'source' is missing")]
    [InlineData("vocabularies/licences.yml", "    source: ", "    # ", "'source' is missing")]
    [InlineData("vocabularies/formats.yml", "    source: ", "    # ", "'source' is missing")]
    [InlineData("vocabularies/licences.yml", "confidence: low", "confidence: none", "expected low, medium")]
    [InlineData("vocabularies/publishers.yml", "  office-endings: ", "  # ", "'office-endings' is missing")]
    [InlineData("vocabularies/publishers.yml", "code-prefixes", "code-prefix", "unknown key")]
    [InlineData("vocabularies/standard-datasets.yml", "    titles: ", "    title: ", "unknown key 'title'")]
    [InlineData("vocabularies/standard-datasets.yml", "        columns: ", "        column: ", "unknown key 'column'")]
    [InlineData("vocabularies/standard-datasets.yml", "    series: basic", "    series: basics", "did you mean 'basic'")]
    [InlineData("vocabularies/standard-datasets.yml", "    series: basic", "    # ", "'series' is missing")]
    [InlineData("vocabularies/standard-datasets.yml", "      - edition: current", "      - partial: true", "'edition' is missing")]
    [InlineData("vocabularies/standard-datasets.yml", "edition: older", "edition: oldr", "did you mean 'older'")]
    [InlineData("vocabularies/standard-datasets.yml", "    source: ", "    # ", "'source' is missing")]
    [InlineData("vocabularies/standard-datasets.yml", "id: cultural-properties", "id: public-facilities", "used twice")]
    [InlineData("municipalities.csv", "131032,", "131033,", "check digit")]
    [InlineData("targets.yml", "unit: csv-files", "unit: csvs", "'csvs' is none of csv-files, files, datasets, bodies")]
    [InlineData("targets.yml", "population: metropolis", "population: tokyo", "'tokyo' is none of all")]
    [InlineData("targets.yml", "id: metropolis-2019", "id: existing-data-as-csv", "used twice")]
    [InlineData("targets.yml", "    year: 2020\n", "", "'year' is missing")]
    public void Load_OneSlip_IsToldWithItsPlace(string file, string from, string to, string message)
    {
        Edit(file, from, to);
        var loaded = MappingFiles.Load(folder);
        Assert.Null(loaded.Rules);
        var error = Assert.Single(loaded.Errors, error => error.Message.Contains(message, StringComparison.Ordinal));
        Assert.EndsWith(file, error.File.Replace('\\', '/'), StringComparison.Ordinal);
        Assert.True(error.Line > 0 && error.Column > 0, error.ToString());
    }

    [Theory]
    [InlineData("vocabularies/licences.yml", "cc-by-30,", "cc-by-40,", "both claim")]
    [InlineData("vocabularies/formats.yml", "extensions: [tsv, tab]", "extensions: [tsv, csv]", "both claim")]
    [InlineData("vocabularies/standard-datasets.yml", "公の施設一覧, ", "イベント情報, ", "claimed by both")]
    [InlineData("vocabularies/standard-datasets.yml", "files: [preschool]", "files: [aed]", "claimed by both")]
    [InlineData("vocabularies/standard-datasets.yml", "required: [名称,", "required: [名前,", "is none of")]
    [InlineData("vocabularies/standard-datasets.yml", "口径, 備考]", "緯度, 備考]", "stands twice")]
    [InlineData("vocabularies/publishers.yml", "t000: \"130001\"", "t000: \"139999\"", "not in the table")]
    [InlineData("vocabularies/publishers.yml", "[港区, 北区,", "[港町, 北区,", "not in the table")]
    public void Load_EntriesThatContradictEachOther_AreTold(string file, string from, string to, string message)
    {
        Edit(file, from, to);
        Assert.Contains(MappingFiles.Load(folder).Errors, error => error.Message.Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public void Load_SlipsInSeveralFiles_AreAllToldAtOnce()
    {
        Edit("crosswalks/ckan.yml", "  keywords: ", "  keyword: ");
        Edit("vocabularies/licences.yml", "label: CC BY 3.0", "lable: CC BY 3.0");
        File.Delete(Path.Combine(folder, "vocabularies", "formats.yml"));
        var files = MappingFiles.Load(folder).Errors.Select(error => Path.GetFileName(error.File)).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal("ckan.yml formats.yml licences.yml", string.Join(' ', files), ignoreCase: false);
    }

    [Fact]
    public void Load_AnyEdit_ChangesTheVersion()
    {
        var before = MappingFiles.Load(folder).Rules!.Version;
        Assert.Equal(before, MappingFixture.Rules.Version);
        File.AppendAllText(Path.Combine(folder, "vocabularies", "licences.yml"), string.Create(CultureInfo.InvariantCulture, $"# {1}\n"));
        Assert.NotEqual(before, MappingFiles.Load(folder).Rules!.Version);
    }

    // An edit of what no record is mapped with must not map all of them anew.
    [Fact]
    public void Load_EditOfTheStandardDatasets_ChangesTheirRevisionAlone()
    {
        var before = MappingFiles.Load(folder).Rules!;
        File.AppendAllText(Path.Combine(folder, "vocabularies", "standard-datasets.yml"), "# 1\n");
        var after = MappingFiles.Load(folder).Rules!;
        Assert.Equal(before.Version, after.Version);
        Assert.NotEqual(before.StandardDatasets.Revision, after.StandardDatasets.Revision);
    }

    private void Edit(string file, string from, string to)
    {
        var path = Path.Combine(folder, file);
        var text = File.ReadAllText(path);
        Assert.Contains(from, text, StringComparison.Ordinal);
        var at = text.IndexOf(from, StringComparison.Ordinal);
        File.WriteAllText(path, string.Concat(text.AsSpan(0, at), to, text.AsSpan(at + from.Length)));
    }
}
