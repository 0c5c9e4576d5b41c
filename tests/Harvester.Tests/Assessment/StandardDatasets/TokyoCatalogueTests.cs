using Harvester.Core.Assessment.StandardDatasets;
using Harvester.Tests.Mapping;
using Xunit;

namespace Harvester.Tests.Assessment.StandardDatasets;

/// <summary>
/// 258 real resources of the Tokyo catalogue, 35 of them with their header: what is recognised of them, each line judged by hand. After a change that is
/// meant, HARVESTER_WRITE_EXPECTED=1 writes the file anew.
/// </summary>
public sealed class TokyoCatalogueTests
{
    private static readonly string File = Path.Combine(Repository.Root, "tests", "Harvester.Tests", "Assessment", "StandardDatasets", "tokyo-catalogue.tsv");

    [Fact]
    public void RealTitlesFilesAndHeaders_AreRecognisedAsExpected()
    {
        var verdict = new Verdict(Standards.Judge);
        var rows = SampleCatalogue.Rows();
        var found = new List<string>();
        foreach (var group in rows.GroupBy(row => row["dataset_id"]))
        {
            var dataset = Standards.Dataset(group.First()["name"], id: "tokyo~" + group.Key) with
            {
                Distributions = [.. group.Select(row => Standards.File(row["resource_id"], row["resource_url"], row["format"].ToUpperInvariant(), row["last_modified"]))],
            };
            if (Standards.Vocabulary.Recognise(dataset) is not { } candidate)
                continue;
            var state = new HeaderQueue(Standards.Vocabulary).Plan(dataset, candidate, null, DateTimeOffset.UnixEpoch);
            var header = group.FirstOrDefault(row => row["resource_id"] == state?.Distribution)?["header"];
            if (!string.IsNullOrEmpty(header))
                state = state! with { Header = HeaderRow.Find([Standards.Split(header)], Standards.Vocabulary) };
            var match = verdict.Of(candidate, state);
            found.Add(string.Join('\t', group.First()["organization"], group.First()["name"], Path.GetFileName(state?.Url) ?? "·", match.Id, match.Status, match.Edition ?? "·", match.Conformance ?? "not read"));
        }

        if (Environment.GetEnvironmentVariable("HARVESTER_WRITE_EXPECTED") == "1")
            System.IO.File.WriteAllLines(File, found);
        Assert.Equal(System.IO.File.ReadAllLines(File), found);
    }

    // Every header of the sample, whatever its title, against every sheet: none may pass for a sheet that it is not.
    [Fact]
    public void NoRealHeader_PassesForAsheetThatItIsNot()
    {
        var rows = SampleCatalogue.Rows();
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var row in rows.Where(row => row["header"].Length > 0))
        {
            foreach (var entry in Standards.Vocabulary.Entries)
            {
                if (HeaderRow.Find([Standards.Split(row["header"])], Standards.Vocabulary) is { } header && Standards.Match(entry.Id, header) is { IsThis: true } match)
                    found.Add($"{row["name"]} → {match.Standard.Id} {match.Edition}");
            }
        }

        Assert.Equal(["子育て施設一覧 → childcare-facilities older", "新宿区の観光ポイント → tourist-points prefixed"], found);
    }
}
