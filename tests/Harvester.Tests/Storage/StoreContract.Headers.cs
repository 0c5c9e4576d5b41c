using System.Globalization;
using Harvester.Core.Ports;
using Xunit;

namespace Harvester.Tests.Storage;

/// <summary>Headers of files, and when they are due.</summary>
public abstract partial class StoreContract
{
    private static HeaderState Header(string recordId, int minute = 0, string source = "tokyo") => new()
    {
        Dataset = $"{source}~{recordId}",
        Source = source,
        Distribution = "1",
        Url = $"https://files.example.org/{recordId}.csv",
        NextDue = Noon.AddMinutes(minute),
    };

    private async Task<string> DueAsync(int minute, int limit = 10, params string[]? sources) =>
        string.Join(' ', (await Store.Headers.DueAsync(Noon.AddMinutes(minute), sources, limit, None)).Select(state => state.Dataset));

    [Fact]
    public async Task Header_ComesBackAsSaved_AndIsReplacedAsAWhole()
    {
        var full = Header("a") with
        {
            Stamp = "2026-04-01",
            FinalUrl = "https://cdn.example.org/a.csv",
            ETag = "W/\"1\"",
            LastModified = "Wed, 01 Apr 2026 00:00:00 GMT",
            Header = ["全国地方公共団体コード", "名称 \"引用\"", ""],
            Fault = "http-403",
            Failures = 3,
        };
        await Store.Headers.SaveAsync([full, Header("b")], None);

        var found = await Store.Headers.GetAsync(["tokyo~a", "tokyo~b", "tokyo~c"], None);
        Assert.Equal(["tokyo~a", "tokyo~b"], found.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(full.Header, found["tokyo~a"].Header);
        Assert.Equal(full with { Header = null }, found["tokyo~a"] with { Header = null });
        Assert.Equal(Header("b"), found["tokyo~b"]);

        await Store.Headers.SaveAsync([Header("a", 7)], None);
        Assert.Equal(Header("a", 7), (await Store.Headers.GetAsync(["tokyo~a"], None))["tokyo~a"]);
    }

    [Fact]
    public async Task DueHeaders_AreTheLongestDueFirst_OfTheWantedSources_UpToTheLimit()
    {
        await Store.Headers.SaveAsync([Header("c", 1), Header("a", 2), Header("b", 1), Header("d", 9), Header("e", 0, "ota")], None);

        Assert.Equal("ota~e tokyo~b tokyo~c tokyo~a", await DueAsync(2, 10, null));
        Assert.Equal("ota~e tokyo~b", await DueAsync(2, 2, null));
        Assert.Equal("tokyo~b tokyo~c", await DueAsync(1, 10, "tokyo", "elsewhere"));
        Assert.Equal("", await DueAsync(5, 10, []));
        Assert.Equal("", await DueAsync(-1, 10, null));
    }

    [Fact]
    public async Task RemovedHeader_IsForgotten_AndTheOthersStay()
    {
        await Store.Headers.SaveAsync([.. Enumerable.Range(0, 1200).Select(i => Header(i.ToString("D4", CultureInfo.InvariantCulture)))], None);
        await Store.Headers.RemoveAsync(["tokyo~0001", "tokyo~0002", "tokyo~none"], None);

        Assert.Equal(1198, (await Store.Headers.DueAsync(Noon, null, 2000, None)).Count);
        Assert.Empty(await Store.Headers.GetAsync(["tokyo~0001"], None));
    }
}
