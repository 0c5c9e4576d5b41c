using System.Text.Json;
using Harvester.Core.Model;
using Xunit;

namespace Harvester.Tests.Mapping;

/// <summary>258 real resources of the Tokyo catalogue, dressed as packages.</summary>
public sealed class TokyoCatalogueTests
{
    private static readonly Dictionary<string, string?> Frequencies = new()
    {
        [""] = null,
        ["随時"] = "IRREG",
        ["１か月ごと"] = "MONTHLY",
        ["年１回"] = "ANNUAL",
        ["更新無"] = "NEVER",
        ["1年ごと"] = "ANNUAL",
        ["不定期"] = "IRREG",
        ["公開時のみ"] = "NEVER",
        ["毎月"] = "MONTHLY",
        ["年1回"] = "ANNUAL",
        ["半年ごと"] = "ANNUAL_2",
        ["随時\n１年に１回程度"] = "ANNUAL",
        ["2年に1回"] = "BIENNIAL",
        ["月1回"] = "MONTHLY",
        ["月次"] = "MONTHLY",
        ["1年"] = "ANNUAL",
        ["年１回（３月頃）"] = "ANNUAL",
    };

    [Fact]
    public void Map_EveryRowOfTheSample_HasCodeLicenceFrequencyAndFiles()
    {
        var rows = SampleCatalogue.Rows();
        Assert.Equal(258, rows.Length);
        foreach (var group in rows.GroupBy(row => row["dataset_id"]))
        {
            var row = group.First();
            var organization = group.Key.Split('d')[0];
            var result = MappingFixture.Map(RecordKind.Ckan, Package(group, organization));
            var dataset = result.Dataset!;
            Assert.Equal((group.Key, row["name"].Trim()), (group.Key, dataset.Title["ja"]));
            var isBureau = organization.StartsWith("t000", StringComparison.Ordinal);
            Assert.Equal((group.Key, isBureau ? "130001" : organization[1..]), (group.Key, dataset.Publisher.Code));
            Assert.Equal(isBureau ? row["organization"] : null, dataset.Publisher.Unit);
            Assert.Equal(("CC-BY-4.0", true, LicenceBasis.Record), (dataset.Licence!.Id, dataset.Licence.Open, dataset.Licence.Basis));
            Assert.Equal((row["update_frequency"], Frequencies[row["update_frequency"]]), (row["update_frequency"], dataset.Frequency));
            Assert.Equal(ModifiedBasis.Resources, dataset.ModifiedBasis);
            Assert.Equal(group.Max(one => one["last_modified"])! + "Z", dataset.Modified);
            Assert.Equal(group.Count(), dataset.Distributions.Count);
            Assert.All(dataset.Distributions.Zip(group), pair => Assert.Equal((pair.Second["format"].ToUpperInvariant(), pair.Second["resource_id"]), (pair.First.Format, pair.First.Id)));
            Assert.DoesNotContain(result.Problems, problem => problem.Severity != Severity.Info && problem.Code is not ("format-mismatch" or "relative-url"));
        }
    }

    internal static byte[] Package(IGrouping<string, Dictionary<string, string>> rows, string organization)
    {
        var row = rows.First();
        return JsonSerializer.SerializeToUtf8Bytes(new
        {
            name = rows.Key,
            title = row["name"],
            license_id = row["license"],
            organization = new { name = organization, title = row["organization"] },
            extras = new[] { new { key = "更新頻度", value = row["update_frequency"] } },
            resources = rows.Select(one => new { id = one["resource_id"], url = one["resource_url"], format = one["format"], last_modified = one["last_modified"] }),
        });
    }
}
