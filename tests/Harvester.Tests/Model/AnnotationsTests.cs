using Harvester.Core.Model;
using Xunit;

namespace Harvester.Tests.Model;

public sealed class AnnotationsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 4, 1, 3, 0, 0, TimeSpan.Zero);

    private static Annotations With(params LinkCheck[] checks) => new() { Id = "a", Checks = checks };

    private static Annotations Scored(int score, string rating) => new() { Id = "a", Quality = new Quality(score, rating, new QualityDimensions(score, 0, 0, 0, 0)) };

    [Fact]
    public void Band_IsSeen_PointsAreNot()
    {
        Assert.True(Scored(221, "good").LooksLike(Scored(350, "good")));
        Assert.False(Scored(220, "sufficient").LooksLike(Scored(221, "good")));
        Assert.False(Scored(221, "good").SaysTheSameAs(Scored(222, "good")));
    }

    [Theory]
    [InlineData("200", false)]
    [InlineData("301", false)]
    [InlineData("401", false)]
    [InlineData("403", false)] // a refusal says nothing of the file
    [InlineData("404", true)]
    [InlineData("410", true)]
    [InlineData("429", false)]
    [InlineData("500", false)]
    [InlineData("challenge", false)]
    [InlineData("timeout", false)]
    [InlineData("no-such-host", true)]
    public void Dead_IsWhatIsNotThere(string code, bool isDead)
    {
        var check = new LinkCheck("1", code, Noon, Noon);

        Assert.Equal(isDead, check.IsDead);
        Assert.Equal(!isDead, With(check).LooksLike(With(new LinkCheck("1", "200", Noon, Noon))));
        Assert.DoesNotContain("isDead", System.Text.Json.JsonSerializer.Serialize(With(check), DatasetJson.Plain.Annotations));
    }

    [Fact]
    public void DeadLinks_AreASet()
    {
        var (one, two) = (new LinkCheck("1", "404", Noon, Noon), new LinkCheck("2", "410", Noon, Noon));

        Assert.True(With(one, two).LooksLike(With(two, one)));
        Assert.False(With(one).LooksLike(With(one, two)));
    }

    [Fact]
    public void StandardDataset_IsSeenByIdStatusAndEdition_NotByConformance()
    {
        var match = new StandardDatasetMatch("aed", StandardDatasetStatus.Candidate, null, null);
        Annotations Of(StandardDatasetMatch? one) => new() { Id = "a", StandardDataset = one };

        Assert.True(Of(match).LooksLike(Of(match with { Conformance = "12/14" })));
        Assert.False(Of(match).LooksLike(Of(match with { Status = StandardDatasetStatus.Checked })));
        Assert.False(Of(match).LooksLike(Of(null)));
        Assert.True(Of(match).LooksLike(Of(match with { Missing = ["緯度"] })));
        Assert.False(Of(match).SaysTheSameAs(Of(match with { Missing = ["緯度"] })));
        Assert.True(Of(match with { Missing = ["緯度"], Misspelt = [new("a", "b")] }).SaysTheSameAs(Of(match with { Missing = ["緯度"], Misspelt = [new("a", "b")] })));
    }
}
