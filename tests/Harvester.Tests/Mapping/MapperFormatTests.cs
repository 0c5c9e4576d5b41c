using System.Text.Json;
using Harvester.Core.Model;
using Xunit;

namespace Harvester.Tests.Mapping;

/// <summary>What publishers call one format is one format, and an archive is an archive, whatever it holds.</summary>
public sealed class MapperFormatTests
{
    private static List<(string? Format, string? MediaType)> Map(RecordKind kind, params (string? Format, string Url)[] files)
    {
        object record = kind == RecordKind.Ckan
            ? new { title = "t", resources = files.Select(file => new { format = file.Format, url = file.Url }) }
            : new { title = "t", distributions = files.Select(file => new { format = file.Format, downloadUrl = file.Url }) };
        return [.. MappingFixture.Map(kind, JsonSerializer.SerializeToUtf8Bytes(record)).Dataset!.Distributions.Select(file => (file.Format, file.MediaType))];
    }

    [Theory]
    [InlineData(RecordKind.Ckan)]
    [InlineData(RecordKind.Html)]
    public void EverySpellingOfCsv_IsOneFormat(RecordKind kind)
    {
        var formats = Map(kind, ("ＣＳＶ", "https://e/1"), ("csv", "https://e/2"), (".CSV", "https://e/3"), ("text/csv", "https://e/4"), ("CSV形式", "https://e/5"), (null, "https://e/6.csv"), ("", "https://e/7.CSV?v=1"));

        Assert.Equal(Enumerable.Repeat(((string?)"CSV", (string?)"text/csv"), 7), formats);
    }

    [Theory]
    [InlineData(RecordKind.Ckan)]
    [InlineData(RecordKind.Html)]
    public void ArchiveOfCsv_StaysAnArchive(RecordKind kind)
    {
        var formats = Map(kind, ("CSV", "https://e/1.zip"), ("ZIP（CSV）", "https://e/2.zip"), ("CSV(ZIP)", "https://e/3"), ("ＺＩＰ", "https://e/4"), (null, "https://e/5.csv.zip"), ("text/csv", "https://e/6.ZIP"));

        Assert.Equal(Enumerable.Repeat(((string?)"ZIP", (string?)"application/zip"), 6), formats);
    }
}
