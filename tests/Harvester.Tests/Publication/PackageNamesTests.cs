using CsCheck;
using Harvester.Core.Model;
using Harvester.Core.Publication;
using Harvester.Tests.Publishing;
using Xunit;

namespace Harvester.Tests.Publication;

public sealed class PackageNamesTests
{
    // Computed with Python's uuid.uuid5 of the same namespace: readers keep these ids for ever.
    [Theory]
    [InlineData("tokyo~t131032d0000000271", "899e5eb2-d46c-5e5f-bcff-beec39b40825")]
    public void Id_IsUuid5OfTheDatasetsId(string dataset, string id) => Assert.Equal(id, PackageNames.Id(dataset).ToString());

    [Theory]
    [InlineData("t131032d0000000271", "t131032d0000000271")]
    [InlineData("7bbab9d7-d17e-4032-a31a-0079f07f2e72", null)]
    [InlineData("271", null)]
    [InlineData("港区", null)]
    [InlineData("Upper", null)]
    public void Own_IsWhatCkanTakesAsAName_AndNoUuidOrNumber(string record, string? name) => Assert.Equal(name, PackageNames.Own(Samples.Dataset("tokyo", record, "題")));

    [Fact]
    public void Own_IsFoundAmongTheIdentifiers() =>
        Assert.Equal("t131032d1", PackageNames.Own(Samples.Dataset("tokyo", "7bbab9d7-d17e-4032-a31a-0079f07f2e72", "題") with { Identifiers = ["http://x/1", "t131032d1"] }));

    [Theory]
    [InlineData("131032", "minato-soumu", "t131032")]
    [InlineData("131032", null, "t131032")]
    [InlineData("130001", "t000054", "t000054")]
    [InlineData("130001", null, "t130001")]
    [InlineData(null, "someone", "someone")]
    [InlineData(null, "誰か", null)]
    public void Organization_IsTheMunicipality_OrTheBureau(string? code, string? own, string? name) =>
        Assert.Equal(name, PackageNames.Organization(new Publisher { Code = code, Organization = own }));

    [Fact]
    public void Groups_HaveTheSourcesNames_ElseOnesOfTheirOwn()
    {
        var dataset = Samples.Dataset("tokyo", "1", "題") with { Groups = ["観光", "くらし", "env"], GroupNames = ["c023"] };
        Assert.Equal("c023", PackageNames.Groups(dataset).First().Name);
        Assert.All(PackageNames.Groups(dataset), group => Assert.True(PackageNames.IsName(group.Name)));
        Assert.Equal("env", PackageNames.Groups(dataset).Last().Name);
    }

    [Fact]
    public void Slug_IsAName_AndDiffersWhereTheIdDoes() => Gen.Select(Gen.String, Gen.String).Sample((one, other) =>
    {
        var (first, second) = (DatasetId.Of("minato", one), DatasetId.Of("minato", other));
        Assert.True(PackageNames.IsName(PackageNames.Slug(first)), PackageNames.Slug(first));
        Assert.Equal(first == second, PackageNames.Slug(first) == PackageNames.Slug(second));
    });
}
