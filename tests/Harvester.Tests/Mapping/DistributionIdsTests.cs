using System.Text.Json;
using CsCheck;
using Harvester.Core.Model;
using Xunit;

namespace Harvester.Tests.Mapping;

/// <summary>A file keeps its id wherever it stands in its record's list.</summary>
public sealed class DistributionIdsTests
{
    [Fact]
    public void Map_TwoFilesAtOneAddressInTheOtherOrder_KeepTheirIds()
    {
        var before = Ids(("https://e/page", "A", null), ("https://e/page", "B", null));
        var after = Ids(("https://e/page", "B", null), ("https://e/page", "A", null));
        Assert.Equal(before["A"], after["A"]);
        Assert.Equal(before["B"], after["B"]);
        Assert.NotEqual(before["A"], before["B"]);
    }

    [Fact]
    public void Map_TwoFilesWithOneStatedIdInTheOtherOrder_KeepTheirIds()
    {
        var before = Ids(("https://e/1", "A", "x"), ("https://e/2", "B", "x"));
        var after = Ids(("https://e/2", "B", "x"), ("https://e/1", "A", "x"));
        Assert.Equal(before, after);
        Assert.All(before.Values, id => Assert.StartsWith("x-", id, StringComparison.Ordinal));
    }

    [Fact]
    public void Map_AFileAloneAtItsAddress_HasTheIdOfTheAddressWhateverItsTitle() =>
        Assert.Equal(Ids(("https://e/1", "A", null)).Values, Ids(("https://e/1", "B", null)).Values);

    [Fact]
    public void Map_AnyOrder_GivesEachFileTheSameUniqueId()
    {
        var file = Gen.Select(Gen.OneOf("https://e/1", "https://e/2"), Gen.OneOf("A", "B", "C"), Gen.OneOf("x", "y", ""));
        Gen.Select(file.Array[0, 6], Gen.Int[0, 5]).Sample((files, turn) =>
        {
            var stated = files.Select(one => (one.Item1, one.Item2, Id: one.Item3.Length == 0 ? null : one.Item3)).Distinct().ToArray();
            var at = Math.Min(turn, stated.Length);
            (string, string, string?)[] turned = [.. stated[at..].Reverse(), .. stated[..at]];
            Assert.Equal(All(stated).Order(), All(turned).Order());
            Assert.Equal(All(stated).Length, All(stated).Distinct().Count());
        }, iter: 500);
    }

    [Fact]
    public void Map_SeveralFormatsInOneField_AreAFileEach()
    {
        var dataset = MappingFixture.Dataset(RecordKind.Ckan, """{"title":"t","license_id":"CC0","resources":[{"id":"r","name":"A","url":"https://e/page","format":"CSV/XLSX","size":"12KB"},{"id":"s","url":"https://e/b.csv","format":"CSV/XLSX"}]}""");
        Assert.Equal([("r-csv", "CSV", "text/csv"), ("r-xlsx", "XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), ("s", "CSV", "text/csv")],
            dataset.Distributions.Select(one => (one.Id, one.Format!, one.MediaType!)));
        Assert.Equal([("https://e/page", (long?)null, 3), ("https://e/page", null, 2), ("https://e/b.csv", null, 3)], dataset.Distributions.Select(one => (one.DownloadUrl!, one.ByteSize, one.Openness!.Value)));
        Assert.Equal(2, dataset.Problems.Count(problem => problem.Code == "several-formats"));
    }

    [Fact]
    public void Map_AnArchive_IsOneFileAndWhatItHoldsIsTold()
    {
        var dataset = MappingFixture.Dataset(RecordKind.Ckan, """{"title":"t","resources":[{"id":"r","url":"https://e/a.zip","format":"CSV(ZIP)"}]}""");
        Assert.Equal(("r", "ZIP"), (Assert.Single(dataset.Distributions).Id, dataset.Distributions[0].Format));
        Assert.Contains(dataset.Problems, problem => problem is { Code: "archived-format", Severity: Severity.Info, Value: "CSV(ZIP)" });
    }

    private static Dictionary<string, string> Ids(params (string Url, string Title, string? Id)[] files) => Map(files).ToDictionary(one => one.Title!["ja"], one => one.Id);

    private static (string, string)[] All((string Url, string Title, string? Id)[] files) => [.. Map(files).Select(one => (one.Title!["ja"], one.Id))];

    private static IReadOnlyList<Distribution> Map((string Url, string Title, string? Id)[] files) =>
        MappingFixture.Dataset(RecordKind.Html, JsonSerializer.Serialize(new { title = "t", distributions = files.Select(one => new { downloadUrl = one.Url, title = one.Title, id = one.Id }) })).Distributions;
}
