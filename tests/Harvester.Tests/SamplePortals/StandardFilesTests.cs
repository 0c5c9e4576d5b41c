using Harvester.Connectors.Sampling;
using Harvester.Core.Assessment.StandardDatasets;
using Harvester.Core.Model;
using Harvester.SamplePortals;
using Harvester.Tests.Assessment.StandardDatasets;
using Harvester.Tests.Connectors;
using Xunit;

namespace Harvester.Tests.SamplePortals;

/// <summary>The demo shows standard datasets: candidates by their titles, most of them checked by their files.</summary>
public sealed class StandardFilesTests
{
    [Fact]
    public async Task StandardFilesOfMinato_AreCandidates_ThenCheckedByTheirTrueHeaders()
    {
        await using var portals = await RunningPortals.StartAsync();
        var clock = new HandClock();
        await using var catalogue = await TemporaryCatalogue.CreateAsync(clock);
        foreach (var sample in portals.Catalogues.Minato)
        {
            await catalogue.PutAsync(Standards.Dataset(sample.Title, id: "minato~" + sample.Name) with
            {
                Distributions = [.. sample.Files.Select((file, at) => Standards.File($"{at}", file.Url, file.Format))],
            });
        }

        await catalogue.Assessments.CatchUpAsync(TestContext.Current.CancellationToken);
        var candidates = await SaidAsync(catalogue, portals.Catalogues.Minato);
        using var network = Sources.Network(Sources.Options() with { ConnectTo = portals.Server.Hosts.ToDictionary(host => host, _ => portals.Server.EndPoint) });
        var source = Sources.Ckan(new Uri("http://opendata.minato.example/"));
        var report = await new HeaderChecks(catalogue.Store, Standards.Vocabulary, new HeaderSampler(network, _ => source), clock, "worker").RunAsync(null, 100, TestContext.Current.CancellationToken);
        var after = await SaidAsync(catalogue, portals.Catalogues.Minato);

        Assert.DoesNotContain(candidates, match => match.Status is StandardDatasetStatus.Checked);
        Assert.Equal((candidates.Count, report.Checked), (after.Count, after.Count(match => match.Status is StandardDatasetStatus.Checked)));
        Assert.Equal((25, 20, 5, 0), (after.Count, report.Checked, report.OtherForm, report.Faults.Count));
        Assert.Equal("required 3/3 (100 %), 39/39 columns present", after.Single(match => match.Id == "public-toilets").Conformance);
        Assert.Equal("prefixed", after.Single(match => match.Id == "waste-sorting").Edition);
    }

    private static async Task<List<StandardDatasetMatch>> SaidAsync(TemporaryCatalogue catalogue, SampleDatasets samples)
    {
        var found = new List<StandardDatasetMatch>();
        foreach (var sample in samples)
        {
            if (await catalogue.MatchAsync("minato~" + sample.Name) is { } match)
                found.Add(match);
        }

        return found;
    }
}
