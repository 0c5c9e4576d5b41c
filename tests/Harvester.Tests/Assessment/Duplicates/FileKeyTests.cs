using Harvester.Core.Assessment.Duplicates;
using Xunit;

namespace Harvester.Tests.Assessment.Duplicates;

public sealed class FileKeyTests
{
    private static string? Stem(string address) => FileKey.Of(UrlKey.Of(address)!);

    [Theory]
    [InlineData("https://example.org/a/131032_AED.csv", "131032_aed")]
    [InlineData("https://example.org/a/%E8%A6%B3%E5%85%89%E6%96%BD%E8%A8%AD.CSV", "観光施設")]
    [InlineData("https://example.org/a/ｋｏｅｎ_itiran.csv?v=2", "koen_itiran")]
    [InlineData("https://example.org/documents/d/fukushi/231130mutei_sinryou-1", "231130mutei_sinryou-1")]
    [InlineData("https://example.org/attach_89544_03.csv", "attach_89544_03")]
    [InlineData("https://example.org/documents/4698/03031_1.xlsx", "03031_1")]
    public void TellingName_IsAKey(string address, string expected) => Assert.Equal(expected, Stem(address));

    [Theory]
    [InlineData("https://example.org/data.csv")]
    [InlineData("https://example.org/download")]
    [InlineData("https://example.org/documents/4663/92_3.xls")]
    [InlineData("https://example.org/20240401.csv")]
    [InlineData("https://example.org/240401_data.csv")]
    [InlineData("https://example.org/attach_2024_03.csv")]
    [InlineData("https://example.org/202405_filelist.xlsx")]
    [InlineData("https://example.org/opendata/index.html")]
    [InlineData("https://example.org/download.cgi?no=5")]
    [InlineData("https://example.org/koenlist?no=5")]
    [InlineData("https://example.org/")]
    [InlineData("https://example.org")]
    public void NameThatAnybodyGives_IsNone(string address) => Assert.Null(Stem(address));

    [Theory]
    [InlineData("131032_koen", "131032")]
    [InlineData("132195_r5", "132195")]
    [InlineData("130430_koen", null)] // 30 April 2013
    [InlineData("131232_koen", null)]
    [InlineData("202405_koen", null)]
    [InlineData("131032", null)]
    public void SixDigits_AreACodeOnlyWithItsCheckDigit(string stem, string? code) => Assert.Equal(code, FileKey.CodeIn(stem));

    [Theory]
    [InlineData("https://example.org/komae/R05/a.csv", new[] { 2023 })]
    [InlineData("https://example.org/fukushi/2024/04/a.csv", new[] { 2024, 4 })]
    [InlineData("https://example.org/tokyo/a.csv", new int[0])]
    [InlineData("https://example.org/documents/4698/a.csv", new int[0])]
    public void YearsOfFolders_TellEditions(string address, int[] expected) => Assert.Equal(expected, FileKey.Editions(UrlKey.Of(address)!));
}
