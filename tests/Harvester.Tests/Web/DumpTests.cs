using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Publishing;
using Harvester.Publishing.Dumps;
using Harvester.Tests.Publishing;
using Xunit;

namespace Harvester.Tests.Web;

/// <summary>Dumps: whole, of one moment, and without what was taken down.</summary>
public sealed class DumpTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("harvester-dumps-").FullName;
    private readonly HandClock clock = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private DumpFolder Dumps => new(folder);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private Task<TestSite> StartAsync() => TestSite.StartWithAsync(options => options with { Dumps = folder });

    private NightlyDump Nightly(TestSite site) => new(site.Store, Dumps, CatalogueDescription.Default, clock);

    private CatalogueDump Dump(TestSite site) => new(site.Store, Dumps, CatalogueDescription.Default, clock);

    [Fact]
    public async Task EveryFile_IsTheOneThatTheManifestTells_AndHasEveryRecord()
    {
        await using var site = await StartAsync();
        await site.PutAsync([.. Enumerable.Range(0, 300).Select(i => Samples.Dataset("minato", $"{i:000}", $"公園{i}"))]);
        await site.WriteAsync(new CatalogueWrite.Withdraw("minato~003"));
        await Dump(site).WriteAsync(Cancel);

        var manifest = await site.JsonAsync("/dumps/manifest.json");

        Assert.Equal((301, 300), (manifest.GetProperty("sequence").GetInt64(), manifest.GetProperty("files")[0].GetProperty("records").GetInt64()));
        Assert.Equal(CatalogueDump.FileNames, manifest.GetProperty("files").EnumerateArray().Select(file => file.GetProperty("name").GetString()));
        foreach (var file in manifest.GetProperty("files").EnumerateArray())
        {
            foreach (var address in new[] { file.GetProperty("name").GetString()!, file.GetProperty("url").GetString()! })
            {
                using var response = await site.GetAsync("/dumps/" + address);
                var bytes = await response.Content.ReadAsByteArrayAsync(Cancel);
                Assert.Equal((HttpStatusCode.OK, file.GetProperty("bytes").GetInt64()), (response.StatusCode, bytes.LongLength));
                Assert.Equal(file.GetProperty("sha256").GetString(), Convert.ToHexStringLower(SHA256.HashData(bytes)));
                Assert.Equal(file.GetProperty("mediaType").GetString(), response.Content.Headers.ContentType?.ToString());
                Assert.Equal("attachment", response.Content.Headers.ContentDisposition?.DispositionType);
                Assert.False(response.Headers.ETag!.IsWeak);
            }
        }

        var lines = await LinesAsync(site);
        Assert.Equal(300, lines.Count);
        var stored = await site.Store.Datasets.GetAsync("minato~003", Cancel);
        Assert.Equal(Encoding.UTF8.GetString(DatasetJson.Serialize(stored!)), lines[3]);
        Assert.Empty((await site.JsonAsync(manifest.GetProperty("changes").GetString()!)).GetProperty("changes").EnumerateArray());
    }

    [Fact]
    public async Task AFile_IsReadInRanges_AndAgainOnlyIfItChanged()
    {
        await using var site = await StartAsync();
        await site.PutAsync(Samples.Dataset("minato", "1", "公園"));
        await Dump(site).WriteAsync(Cancel);
        using var whole = await site.GetAsync("/dumps/catalog.csv");
        var bytes = await whole.Content.ReadAsByteArrayAsync(Cancel);

        using var range = await AskAsync(request => request.Range = new RangeHeaderValue(10, 19));
        using var same = await AskAsync(request => request.IfNoneMatch.Add(whole.Headers.ETag!));
        using var head = await site.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, new Uri("/dumps/catalog.csv", UriKind.Relative)), Cancel);
        using var packed = await AskAsync(request => request.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip")));

        Assert.Equal(HttpStatusCode.PartialContent, range.StatusCode);
        Assert.Equal(bytes[10..20], await range.Content.ReadAsByteArrayAsync(Cancel));
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        Assert.Equal(bytes.LongLength, head.Content.Headers.ContentLength);
        Assert.Empty(packed.Content.Headers.ContentEncoding);

        Task<HttpResponseMessage> AskAsync(Action<HttpRequestHeaders> change)
        {
            var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/dumps/catalog.csv", UriKind.Relative));
            change(request.Headers);
            return site.Client.SendAsync(request, Cancel);
        }
    }

    [Fact]
    public async Task TheSetBefore_StaysForItsReaders_AndTheOneBeforeThatGoes()
    {
        await using var site = await StartAsync();
        var urls = new List<string>();
        for (var i = 1; i <= 3; i++)
        {
            await site.PutAsync(Samples.Dataset("minato", $"{i}", $"公園{i}"));
            await Dump(site).WriteAsync(Cancel);
            urls.Add((await site.JsonAsync("/dumps/manifest.json")).GetProperty("files")[0].GetProperty("url").GetString()!);
        }

        var statuses = new List<HttpStatusCode>();
        foreach (var url in urls)
        {
            using var response = await site.GetAsync("/dumps/" + url);
            statuses.Add(response.StatusCode);
        }

        Assert.Equal([HttpStatusCode.NotFound, HttpStatusCode.OK, HttpStatusCode.OK], statuses);
        Assert.Equal(2, Directory.GetDirectories(folder).Length);
    }

    [Fact]
    public async Task WhatWasTakenDown_IsInNoDump_FromThatMomentOn_AlsoOnceItIsLifted()
    {
        await using var site = await StartAsync();
        await site.PutAsync(Samples.Dataset("minato", "1", "公園"), Samples.Dataset("minato", "2", "名簿"));
        await Nightly(site).RunAsync(Cancel);
        var url = (await site.JsonAsync("/dumps/manifest.json")).GetProperty("files")[0].GetProperty("url").GetString()!;

        var lease = (await site.Store.Sources.AcquireAsync("minato", "person", TestSite.Now, TimeSpan.FromHours(1), Cancel))!;
        var takedown = await site.Store.Takedowns.EraseAsync(lease, "minato~2", "個人情報", TestSite.Now.AddYears(-5), Cancel); // by a clock that is wrong

        foreach (var address in new[] { "manifest.json", "catalog.csv", "catalog.ndjson.gz", url })
            await site.JsonAsync("/dumps/" + address, HttpStatusCode.NotFound);
        Assert.NotNull(await Nightly(site).RunAsync(Cancel));
        Assert.DoesNotContain(await LinesAsync(site), line => line.Contains("名簿", StringComparison.Ordinal));
        await site.JsonAsync("/dumps/" + url, HttpStatusCode.NotFound);
        Assert.Single(Directory.GetDirectories(folder));

        await site.Store.Takedowns.LiftAsync(lease, takedown, Cancel);
        await site.JsonAsync("/dumps/manifest.json", HttpStatusCode.NotFound);
        Assert.NotNull(await Nightly(site).RunAsync(Cancel));
        Assert.Null(await Nightly(site).RunAsync(Cancel));
    }

    [Fact]
    public async Task ADumpByHand_KeepsNoSetThatHoldsWhatWasTakenDown()
    {
        await using var site = await StartAsync();
        await site.PutAsync(Samples.Dataset("minato", "1", "公園"), Samples.Dataset("minato", "2", "名簿"));
        await Dump(site).WriteAsync(Cancel);
        var lease = (await site.Store.Sources.AcquireAsync("minato", "person", TestSite.Now, TimeSpan.FromHours(1), Cancel))!;
        await site.Store.Takedowns.EraseAsync(lease, "minato~2", "個人情報", TestSite.Now, Cancel);

        await Dump(site).WriteAsync(Cancel);

        Assert.Single(Directory.GetDirectories(folder));
    }

    [Fact]
    public async Task Nightly_WritesOnceANight_AndOnlyIfSomethingChanged()
    {
        await using var site = await StartAsync();
        Assert.Null(await Nightly(site).RunAsync(Cancel)); // nothing is there
        await site.PutAsync(Samples.Dataset("minato", "1", "一"));
        Assert.NotNull(await Nightly(site).RunAsync(Cancel)); // 09:00 in Japan, the first
        await site.PutAsync(Samples.Dataset("minato", "2", "二"));
        Assert.Null(await Nightly(site).RunAsync(Cancel));
        clock.Advance(TimeSpan.FromHours(20)); // 05:00
        Assert.Null(await Nightly(site).RunAsync(Cancel));
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(2, (await Nightly(site).RunAsync(Cancel))!.Files[0].Records);
        clock.Advance(TimeSpan.FromDays(1));
        Assert.Null(await Nightly(site).RunAsync(Cancel)); // nothing changed
    }

    [Fact]
    public async Task AWriterThatFails_LeavesTheSetThatHolds_AndTheNextOneWrites()
    {
        await using var site = await StartAsync();
        await site.PutAsync(Samples.Dataset("minato", "1", "一"));
        var manifest = await Dump(site).WriteAsync(Cancel);
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();

        await Assert.ThrowsAnyAsync<Exception>(() => Dump(site).WriteAsync(stopped.Token));

        Assert.Equal(manifest!.Set, Dumps.Read()!.Set);
        await site.PutAsync(Samples.Dataset("minato", "2", "二"));
        Assert.Equal(2, (await Dump(site).WriteAsync(Cancel))!.Files[0].Records);
        Assert.DoesNotContain(Directory.GetDirectories(folder), path => path.EndsWith(".part", StringComparison.Ordinal));
    }

    [Fact]
    public async Task TwoThatWriteAtOnce_AreOne()
    {
        await using var site = await StartAsync();
        await site.PutAsync(Samples.Dataset("minato", "1", "一"));
        Directory.CreateDirectory(folder);
        await using (new FileStream(Path.Combine(folder, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
            Assert.Null(await Dump(site).WriteAsync(Cancel));

        Assert.NotNull(await Dump(site).WriteAsync(Cancel));
    }

    [Theory]
    [InlineData("/dumps/secret.txt")]
    [InlineData("/dumps/.lock")]
    [InlineData("/dumps/..%2Fstore.db")]
    [InlineData("/dumps/..%2F..%2Fetc/catalog.csv")]
    [InlineData("/dumps/x/manifest.json")]
    public async Task AnotherFile_IsNotThere(string address)
    {
        await using var site = await StartAsync();
        await site.PutAsync(Samples.Dataset("minato", "1", "一"));
        await Dump(site).WriteAsync(Cancel);

        using var response = await site.GetAsync(address);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    private static async Task<List<string>> LinesAsync(TestSite site)
    {
        using var response = await site.GetAsync("/dumps/catalog.ndjson.gz");
        await using var plain = new GZipStream(await response.Content.ReadAsStreamAsync(Cancel), CompressionMode.Decompress);
        using var reader = new StreamReader(plain);
        return [.. (await reader.ReadToEndAsync(Cancel)).Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }
}
