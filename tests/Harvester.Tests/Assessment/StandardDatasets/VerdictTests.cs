using Harvester.Core.Assessment.StandardDatasets;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Xunit;

namespace Harvester.Tests.Assessment.StandardDatasets;

/// <summary>What is said of a dataset: percentages only where the required columns are known.</summary>
public sealed class VerdictTests
{
    private static readonly Verdict Verdict = new(Standards.Judge);

    private static HeaderState State(IEnumerable<string>? header, string? fault = null) => new()
    {
        Dataset = "minato~1",
        Source = "minato",
        Distribution = "7",
        Url = "https://e/1.csv",
        Header = header is null ? null : [.. header],
        Fault = fault,
        NextDue = DateTimeOffset.UnixEpoch,
    };

    private static StandardDatasetMatch Of(string id, HeaderState? state, bool isAkin = false) => Verdict.Of(new Candidate(Standards.Of(id), isAkin), state);

    private static string Said(StandardDatasetMatch match) => $"{match.Status} {match.Edition ?? "-"}: {match.Conformance}";

    [Fact]
    public void RequiredColumnsKnown_GivePercentage()
    {
        var header = Standards.Columns("public-toilets").Except(["設置位置", "備考"]);
        var match = Of("public-toilets", State(header));

        Assert.Equal("Checked current: required 2/3 (66 %), 37/39 columns present", Said(match));
        Assert.Equal(["設置位置", "備考"], match.Missing);
        Assert.Equal("7", match.Distribution);
        Assert.Equal("Checked current: required 3/3 (100 %), 39/39 columns present", Said(Of("public-toilets", State(Standards.Columns("public-toilets")))));
    }

    [Fact]
    public void RequiredColumnsUnknown_GiveCountsOnly()
    {
        Assert.Equal("Checked older: 32/32 columns present, requirement unknown", Said(Of("public-toilets", State(Standards.Columns("public-toilets", "older")))));
        var slip = Of("aed-locations", State(Standards.Columns("aed-locations").Select(column => column == "所在地_連結表記" ? "所在地_連結標記" : column)));
        Assert.Equal("Checked current: 38/39 columns present, 1 misspelt, requirement unknown", Said(slip));
        Assert.Equal(new MisspeltColumn("所在地_連結標記", "所在地_連結表記"), Assert.Single(slip.Misspelt));
    }

    [Fact]
    public void FormOfWhichOnlyApartIsKnown_GivesNoCount() =>
        Assert.Equal(
            "Checked prefixed: the columns of this form are not all known",
            Said(Of("waste-collection-points", State(["ゴミ集積場所_全国地方公共団体コード", "ゴミ集積場所_ID", "ゴミ集積場所_名称"]))));

    [Fact]
    public void ListWithoutThePrefix_OfAsheetWhoseColumnsAreNotKnown_StaysAcandidate() =>
        Assert.Equal("Candidate -: the columns of this standard dataset are not known", Said(Of("tourist-points", State(["全国地方公共団体コード", "ID", "名称", "説明"]))));

    [Fact]
    public void NothingRead_IsAcandidateWithItsReason()
    {
        Assert.Equal("Candidate -: ", Said(Of("public-toilets", State(null))));
        Assert.Equal("Candidate -: header not read: http-403", Said(Of("public-toilets", State(null, "http-403"))));
        Assert.Equal("Candidate -: no CSV to look into", Said(Of("public-toilets", null)));
        Assert.Equal("Candidate -: the columns of this standard dataset are not known", Said(Of("bus-gtfs", null)));
        Assert.Equal("Candidate -: the file has another form: 1/39 columns present", Said(Of("public-toilets", State(["施設名", "備考"]))));
    }

    [Fact]
    public void HeaderThatWasRead_CountsAlsoWhileTheFileCannotBeReached() =>
        Assert.Equal(StandardDatasetStatus.Checked, Of("public-toilets", State(Standards.Columns("public-toilets"), "timeout")).Status);

    [Fact]
    public void Shelters_StayCandidates_EvenInTheVeryForm()
    {
        var columns = Standards.Columns("emergency-evacuation-sites");
        Assert.Equal(StandardDatasetStatus.Checked, Of("emergency-evacuation-sites", State(columns)).Status);
        Assert.Equal("Candidate -: the title names another list, in this form: 39/39 columns present", Said(Of("emergency-evacuation-sites", State(columns), isAkin: true)));
    }

    [Fact]
    public void SameFindings_AreEqual_AndAnotherMissingColumnIsNot()
    {
        var (one, other) = (Of("aed-locations", State(Standards.Columns("aed-locations").Skip(3))), Of("aed-locations", State(Standards.Columns("aed-locations").Skip(3))));
        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
        Assert.NotEqual(one, one with { Missing = [.. one.Missing.Skip(1)] });
        Assert.NotEqual(one, one with { Misspelt = [new MisspeltColumn("a", "b")] });
    }
}
