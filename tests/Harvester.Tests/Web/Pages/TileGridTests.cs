using Harvester.Tests.Mapping;
using Harvester.Web.Pages.Coverage;
using Xunit;

namespace Harvester.Tests.Web.Pages;

public sealed class TileGridTests
{
    [Fact]
    public void EveryMunicipality_HasOneTileOfItsOwn()
    {
        var municipalities = MappingFixture.Rules.Publishers.Municipalities.Where(body => body.Kind != "prefecture").Select(body => body.Code).ToList();

        Assert.Equal(62, municipalities.Count);
        Assert.Equal(municipalities.Order(StringComparer.Ordinal), TileGrid.Places.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(62, TileGrid.Places.Values.Distinct().Count());
        Assert.All(TileGrid.Places.Values, place => Assert.InRange(place.Column, 1, TileGrid.Columns));
    }

    [Fact]
    public void Islands_StandInTheLastRow()
    {
        var islands = MappingFixture.Rules.Publishers.Municipalities.Where(body => body.Island).Select(body => body.Code).ToHashSet();
        var last = TileGrid.Places.Values.Max(place => place.Row);

        Assert.Equal(islands, TileGrid.Places.Where(tile => tile.Value.Row == last).Select(tile => tile.Key).ToHashSet());
    }

    [Theory]
    [InlineData("131032", "131041", "east")] // 港区 lies east of 新宿区
    [InlineData("132012", "131113", "west")] // 八王子市 west of 大田区
    [InlineData("132098", "132217", "south")] // 町田市 south of 清瀬市
    [InlineData("131211", "131113", "north")] // 足立区 north of 大田区
    public void Neighbours_LieWhereTheyLieInTokyo(string one, string other, string side)
    {
        var (a, b) = (TileGrid.Places[one], TileGrid.Places[other]);

        Assert.True(side switch { "east" => a.Column > b.Column, "west" => a.Column < b.Column, "south" => a.Row > b.Row, _ => a.Row < b.Row });
    }
}
