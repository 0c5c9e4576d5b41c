using Harvester.Core.Assessment.Duplicates;
using Harvester.Core.Model;
using Xunit;
using static Harvester.Tests.Assessment.Duplicates.Records;

namespace Harvester.Tests.Assessment.Duplicates;

public sealed class PairScoreTests
{
    private const string Park = "https://www.city.minato.tokyo.jp/koen.csv";

    private static readonly string[] Months = [.. Enumerable.Range(1, 12).Select(month => $"https://example.org/jinko_2025{month:00}.csv")];

    private static Finding? Judge(Dataset one, Dataset other)
    {
        var (first, second) = (Profile.Of(one), Profile.Of(other));
        var (there, back) = (PairScore.Of(first, second, _ => false), PairScore.Of(second, first, _ => false));
        Assert.Equal((there?.Kind, there?.Score), (back?.Kind, back?.Score));
        Assert.Equal((there?.Evidence.First, there?.Evidence.Second), (back?.Evidence.Second, back?.Evidence.First));
        return there;
    }

    [Fact]
    public void RepublishedRecord_IsTheSame_WithEvidence()
    {
        var found = Judge(Dataset("minato", "1", "公園一覧", Park), Dataset("tokyo", "1", "【港区】公園一覧", "http://city.minato.tokyo.jp/koen.csv"));

        Assert.Equal((RelationKind.Same, "1 of 1 file has the same address; the titles agree", 1.0), (found!.Kind, found.Evidence.First, found.Score));
    }

    [Fact]
    public void MovedHost_IsFoundByTheNameOfTheFile()
    {
        var found = Judge(Dataset("minato", "1", "公園一覧", Park), Dataset("tokyo", "1", "港区の公園一覧", "https://www.opendata.metro.tokyo.lg.jp/minato/koen.xlsx"));

        Assert.Equal((RelationKind.Same, "1 of 1 file has the same name; the titles agree"), (found!.Kind, found.Evidence.First));
    }

    [Fact]
    public void EqualTitles_AreNoEvidence() => Assert.Null(Judge(Dataset("minato", "1", "公園一覧", Park), Dataset("tokyo", "1", "公園一覧", "https://example.org/ichiran_r3.csv")));

    [Fact]
    public void OtherBodysFileOfTheSameName_IsNoEvidence() =>
        Assert.Null(Judge(Dataset("minato", "1", "公園一覧", Park), Dataset("tokyo", "1", "公園一覧", "https://example.org/koen.csv").From("131041", "新宿区")));

    [Fact]
    public void NameOfAFile_SaysNothing_WhereNobodyKnowsWhoseItIs() =>
        Assert.Null(Judge(Dataset("minato", "1", "公園一覧", Park).From(null), Dataset("tokyo", "1", "公園一覧", "https://example.org/koen.csv").From(null)));

    [Fact]
    public void UnknownPublisher_IsNoObstacle_WhereTheNameTellsTheBody()
    {
        var found = Judge(
            Dataset("minato", "1", "公園一覧", "https://a.example/131032_koen.csv"), Dataset("tokyo", "1", "【港区】公園一覧", "https://b.example/131032_koen.csv").From(null));
        Assert.Equal(RelationKind.Same, found!.Kind);
    }

    [Fact]
    public void AnotherPublisher_IsTheSameOnlyWhereAllAgrees()
    {
        Assert.Equal(RelationKind.Same, Judge(Dataset("minato", "1", "公園一覧", Park), Dataset("tokyo", "1", "公園一覧", Park).From("130001", "東京都"))!.Kind);
        Assert.Equal(RelationKind.Overlaps, Judge(Dataset("minato", "1", "公園一覧", Park), Dataset("tokyo", "1", "公園一覧の表", Park).From("130001", "東京都"))!.Kind);
    }

    [Theory]
    [InlineData("人口 令和5年4月", "人口 令和5年5月")]
    [InlineData("令和4年度調査", "令和5年度調査")]
    public void MembersOfASeries_AreNeverTheSame_EvenWithOneFile(string one, string other)
    {
        var found = Judge(Dataset("minato", "1", one, Park), Dataset("tokyo", "1", other, Park))!;
        Assert.Equal((RelationKind.Overlaps, true), (found.Kind, found.Evidence.First.EndsWith("the titles name two editions", StringComparison.Ordinal)));
    }

    [Fact]
    public void PageWithAllMonths_ContainsTheDatasetOfOne()
    {
        var found = Judge(Dataset("minato", "1", "人口", Months), Dataset("tokyo", "1", "人口（2025年3月）", Months[2]))!;

        Assert.Equal((RelationKind.Contains, true), (found.Kind, found.ContainsSecond));
        Assert.Equal("all its files (1) are among the 12 here: the same address", found.Evidence.First);
        Assert.Equal("all files here (1) are among its 12: the same address", found.Evidence.Second);
    }

    [Fact]
    public void CopyThatLagsBehind_IsTheSame_UpToAThird()
    {
        Assert.Equal(RelationKind.Same, Judge(Dataset("minato", "1", "人口", Months), Dataset("tokyo", "1", "人口", Months[..11]))!.Kind);
        Assert.Equal(RelationKind.Contains, Judge(Dataset("minato", "1", "人口", Months), Dataset("tokyo", "1", "人口", Months[..6]))!.Kind);
        Assert.Equal(RelationKind.Overlaps, Judge(Dataset("minato", "1", "人口", Months[..8]), Dataset("tokyo", "1", "人口", Months[5..]))!.Kind);
    }

    [Fact]
    public void FormatsOfOneFile_AreOneFile()
    {
        var own = Dataset("minato", "1", "公園一覧", "https://a.example/dataset/x/resource/1b00a7e3-d43b-4a78-874a-2498678b460c/download/koen.csv", "https://a.example/dataset/x/resource/c1f61a00-8d5e-490b-829b-dba622259451/download/koen.json");
        Assert.Single(Profile.Of(own).Files);
        Assert.Equal(RelationKind.Same, Judge(own, Dataset("tokyo", "1", "公園一覧", "https://a.example/dataset/x/resource/1b00a7e3-d43b-4a78-874a-2498678b460c/download/koen.csv"))!.Kind);
    }

    [Fact]
    public void OneSource_ListsADatasetOnce_UnlessAllAgrees()
    {
        Assert.Equal(RelationKind.Same, Judge(Dataset("tokyo", "1", "公園一覧", Park), Dataset("tokyo", "2", "公園一覧", Park))!.Kind);
        Assert.Equal(RelationKind.Overlaps, Judge(Dataset("tokyo", "1", "公園の一覧表", Park), Dataset("tokyo", "2", "公園一覧", Park))!.Kind);
        Assert.Null(Judge(Dataset("tokyo", "1", "公園一覧", "https://a.example/x/koen.csv"), Dataset("tokyo", "2", "公園一覧", "https://a.example/y/koen.csv")));
    }

    [Fact]
    public void SameNameInFoldersOfTwoYears_IsNoEvidence() =>
        Assert.Null(Judge(Dataset("minato", "1", "公園一覧", "https://a.example/R05/koen.csv"), Dataset("tokyo", "1", "公園一覧", "https://b.example/2024/koen.csv")));

    [Fact]
    public void SharedPage_LinksOnlyWhereTheTitleAgrees_AndOneNamesNoFile()
    {
        const string Page = "https://www.city.minato.tokyo.jp/opendata/koen.html";
        var own = Dataset("minato", "1", "公園一覧", Park) with { LandingPage = Page };

        Assert.Equal(RelationKind.Same, Judge(own, Dataset("tokyo", "1", "【港区】公園一覧", Page))!.Kind);
        Assert.Null(Judge(own, Dataset("tokyo", "1", "【港区】トイレ一覧", Page)));
        Assert.Null(Judge(own, Dataset("tokyo", "1", "公園一覧", "https://example.org/0001.csv") with { LandingPage = Page }));
    }

    [Fact]
    public void MovedFileUnderAnotherName_IsFoundByItsChecksum()
    {
        var found = Judge(Summed("minato", "公園一覧", (Park, "a")), Summed("tokyo", "【港区】公園一覧", ("https://other.example/94.xls", "a")))!;
        Assert.Equal((RelationKind.Same, "1 of 1 file has the same content; the titles agree"), (found.Kind, found.Evidence.First));
        Assert.InRange(found.Score, 0.85, 0.95); // more than a name, less than an address

        Assert.Equal("2 of 3 files have the same address, 1 the same content; the titles are alike", Judge(
            Summed("minato", "公園一覧", (Months[0], "a"), (Months[1], null), (Months[2], "c")),
            Summed("tokyo", "公園一覧表", (Months[0], "x"), (Months[1], null), ("https://other.example/1.csv", "c")))!.Evidence.First);
    }

    [Fact]
    public void Checksums_AreEqualOnlyOfOneAlgorithm_AndOtherOnesSayNothingAgainst()
    {
        var own = Summed("minato", "公園一覧", (Park, "a"));
        Assert.Null(Judge(own, Dataset("tokyo", "1", "公園一覧") with { Distributions = [new Distribution { Id = "1", DownloadUrl = "https://other.example/94.xls", Checksum = new Checksum("sha1", "a") }] }));
        Assert.Equal(RelationKind.Same, Judge(own, Summed("tokyo", "公園一覧", (Park, "b")))!.Kind);
    }

    [Fact]
    public void EqualChecksums_OfTwoBodies_OrOfOneThatNobodyKnows_AreNoEvidence()
    {
        var (own, other) = (Summed("minato", "公園一覧", (Park, "a")), Summed("tokyo", "公園一覧", ("https://other.example/94.xls", "a")));
        Assert.NotNull(Judge(own, other));
        Assert.Null(Judge(own, other.From("131041", "新宿区")));
        Assert.Null(Judge(own, other.From(null)));
        Assert.Null(Judge(own.From(null), other.From(null)));
    }

    [Fact]
    public void EqualContent_WithinOneSource_OrUnderOtherWords_IsTold_AndPutsNothingTogether()
    {
        var own = Summed("minato", "入札結果", (Park, "a"));
        Assert.Equal((RelationKind.Overlaps, "1 of 1 file has the same content; two records of one source have this title"), Told(Judge(own, Summed("minato", "入札結果", ("https://a.example/next/koen.csv", "a")))));
        Assert.Equal((RelationKind.Overlaps, "1 of 1 file has the same content; the titles differ"), Told(Judge(own, Summed("tokyo", "公園", ("https://other.example/94.xls", "a")))));
        Assert.Equal((RelationKind.Contains, "all files here (1) are among its 2: the same address or content"),
            Told(Judge(own, Summed("tokyo", "公園", ("https://other.example/94.xls", "a"), ("https://other.example/95.xls", "b")))));
    }

    [Fact]
    public void ChecksumThatVeryManyHave_SaysNothing()
    {
        var (one, other) = (Profile.Of(Summed("minato", "公園一覧", (Park, "a"))), Profile.Of(Summed("tokyo", "公園一覧", ("https://other.example/94.xls", "a"))));
        Assert.NotNull(PairScore.Of(one, other, _ => false));
        Assert.Null(PairScore.Of(one, other, one.Files[0].Checksums!.Contains));
    }

    private static (RelationKind, string) Told(Finding? found) => (found!.Kind, found.Evidence.First);

    private static Dataset Summed(string source, string title, params (string Url, string? Sum)[] files) => Dataset(source, title, title) with
    {
        Distributions = [.. files.Select((file, n) => new Distribution { Id = $"{n}", DownloadUrl = file.Url, Format = "CSV", Checksum = file.Sum is null ? null : new Checksum("md5", file.Sum) })],
    };

    [Fact]
    public void FileThatVeryManyHave_CountsNeitherForNorAgainst()
    {
        const string Terms = "https://example.org/terms_of_use.pdf";
        var common = Profile.Of(Dataset("x", "1", "x", Terms)).Keys().ToHashSet();
        var (one, other) = (Profile.Of(Dataset("minato", "1", "公園一覧", Park, Terms)), Profile.Of(Dataset("tokyo", "1", "公園一覧", Park, Terms)));

        Assert.Equal("1 of 1 file has the same address; the titles agree", PairScore.Of(one, other, common.Contains)!.Evidence.First);
        Assert.Null(PairScore.Of(one, Profile.Of(Dataset("tokyo", "2", "トイレ一覧", "https://example.org/toilet.csv", Terms)), common.Contains));
    }
}
