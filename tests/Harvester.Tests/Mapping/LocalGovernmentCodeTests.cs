using Harvester.Core.Mapping;
using Harvester.Tests.Connectors.Definitions;
using Xunit;

namespace Harvester.Tests.Mapping;

public sealed class LocalGovernmentCodeTests
{
    [Theory]
    [InlineData("130001")]
    [InlineData("131016")]
    [InlineData("131032")]
    [InlineData("134210")]
    [InlineData("011002")]
    public void RealCode_IsValid(string code) => Assert.Null(LocalGovernmentCode.Fault(code));

    [Theory]
    [InlineData("130002")]
    [InlineData("13000")]
    [InlineData("1300010")]
    [InlineData("１３０００１")]
    [InlineData("")]
    public void OtherText_IsNone(string code) => Assert.NotNull(LocalGovernmentCode.Fault(code));

    [Fact]
    public void EveryOtherLastDigit_IsRefused()
    {
        foreach (var digit in "0123456789".Where(digit => digit != '2'))
            Assert.Contains("131032", LocalGovernmentCode.Fault($"13103{digit}")!, StringComparison.Ordinal);
    }

    [Fact]
    public void AllCodesOfTokyo_AreValid()
    {
        var codes = File.ReadLines(RepositoryFolder.Shared("data/municipalities.csv")).Skip(1).Select(line => line.Split(',')[0]).ToList();

        Assert.Equal(63, codes.Count);
        Assert.All(codes, code => Assert.Null(LocalGovernmentCode.Fault(code)));
    }
}
