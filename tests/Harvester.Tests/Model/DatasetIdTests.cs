using CsCheck;
using Harvester.Core.Model;
using Xunit;

namespace Harvester.Tests.Model;

public sealed class DatasetIdTests
{
    [Theory]
    [InlineData("t131032d0000000271", "t131032d0000000271")]
    [InlineData("7bbab9d7-d17e-4032-a31a-0079f07f2e72", "7bbab9d7-d17e-4032-a31a-0079f07f2e72")]
    public void PlainRecordId_IsItsOwnSlug(string recordId, string slug) => Assert.Equal(slug, DatasetId.Slug(recordId));

    [Fact]
    public void JapaneseTitle_StaysReadable() => Assert.StartsWith("公衆トイレ-一覧-", DatasetId.Slug("公衆トイレ　一覧"));

    [Fact]
    public void IdsDifferingByCaseWidthOrNormalForm_StayApart() =>
        Assert.Equal(5, new[] { "ABC", "abc", "ＡＢＣ", "が", "か\u3099" }.Select(DatasetId.Slug).Distinct().Count());

    [Theory]
    [InlineData("")]
    [InlineData("///")]
    [InlineData("\uD800")]
    [InlineData("'; DROP TABLE datasets; --")]
    public void HostileRecordId_StillGivesAslug(string recordId)
    {
        var slug = DatasetId.Slug(recordId);
        Assert.NotEmpty(slug);
        Assert.DoesNotContain('/', slug);
    }

    [Fact]
    public void AnySlug_IsSafeInApathAndStable() => Gen.String.Sample(recordId =>
    {
        var slug = DatasetId.Slug(recordId);
        return slug == DatasetId.Slug(recordId) && slug.Length is > 0 and <= 160
            && !slug.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || "/\\?#%&<>\"'~".Contains(c));
    });

    [Fact]
    public void FifteenHundredCategoriesWithOneTitle_GiveDistinctSlugs() =>
        Assert.Equal(1500, Enumerable.Range(0, 1500).Select(n => DatasetId.Slug($"分類{n}/人口統計")).Distinct().Count());
}
