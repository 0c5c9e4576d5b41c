using Harvester.Core.Ports;
using Xunit;

namespace Harvester.Tests.Storage;

/// <summary>Kept answers: validators and bodies.</summary>
public abstract partial class StoreContract
{
    private const string ListUrl = "https://minato.example/list.csv";

    private static KeptAnswer Answer(string url = ListUrl, string? etag = "W/\"a\"") => new()
    {
        Url = url,
        Accept = "text/csv",
        ETag = etag,
        LastModified = "Wed, 01 Apr 2026 03:00:00 GMT",
        FinalUrl = url + "?v=2",
        MediaType = "text/csv",
        Charset = "shift_jis",
        NextLink = "https://minato.example/2",
        BodyHash = "00ff",
        Length = 3,
        FetchedAt = Noon,
    };

    private Task KeepAsync(string source, KeptAnswer answer, byte[] body) => Store.Answers.KeepAsync(source, answer, new MemoryStream(body), None);

    private async Task<IEnumerable<byte>?> BodyAsync(string source, string url = ListUrl)
    {
        await using var stream = await Store.Answers.OpenBodyAsync(source, url, None);
        if (stream is null)
            return null;
        using var body = new MemoryStream();
        await stream.CopyToAsync(body, None);
        return body.ToArray();
    }

    [Fact]
    public async Task KeptAnswer_ComesBackWhole_ForItsSourceAndAddressOnly()
    {
        await KeepAsync("minato", Answer(), [1, 2, 3]);
        await KeepAsync("chuo", Answer(etag: null), []);

        Assert.Equal(Answer(), await Store.Answers.FindAsync("minato", ListUrl, None));
        Assert.Equal([1, 2, 3], await BodyAsync("minato"));
        Assert.Null((await Store.Answers.FindAsync("chuo", ListUrl, None))!.ETag);
        Assert.Equal([], await BodyAsync("chuo"));
        Assert.Null(await Store.Answers.FindAsync("minato", ListUrl + "x", None));
        Assert.Null(await BodyAsync("tokyo"));
    }

    [Fact]
    public async Task BodyOfManyPieces_ComesBackAsItWas_AndIsReplacedWhole()
    {
        var body = new byte[(5 << 20) + 7];
        new Random(1).NextBytes(body);

        await KeepAsync("minato", Answer(), body);
        Assert.Equal(body, await BodyAsync("minato"));
        await KeepAsync("minato", Answer(etag: "b"), [9]);

        Assert.Equal([9], await BodyAsync("minato"));
        Assert.Equal("b", (await Store.Answers.FindAsync("minato", ListUrl, None))!.ETag);
    }

    [Fact]
    public async Task BodyReplacedWhileItIsRead_IsNoMixture()
    {
        await KeepAsync("minato", Answer(), new byte[3 << 20]);
        await using var stream = (await Store.Answers.OpenBodyAsync("minato", ListUrl, None))!;
        await stream.ReadExactlyAsync(new byte[10], None);

        await KeepAsync("minato", Answer(), new byte[3 << 20]);

        await Assert.ThrowsAsync<IOException>(() => stream.CopyToAsync(Stream.Null, None));
    }

    [Fact]
    public async Task BodyThatBreaksOff_LeavesTheEarlierAnswer()
    {
        await KeepAsync("minato", Answer(), [1]);

        await Assert.ThrowsAsync<IOException>(() => Store.Answers.KeepAsync("minato", Answer(etag: "b"), new BrokenStream(), None));

        Assert.Equal(Answer(), await Store.Answers.FindAsync("minato", ListUrl, None));
        Assert.Equal([1], await BodyAsync("minato"));
    }

    [Fact]
    public async Task Pruning_ForgetsWhatIsNotUsed_OfThisSourceOnly()
    {
        await KeepAsync("minato", Answer(), [1]);
        await KeepAsync("minato", Answer("https://minato.example/old"), [2]);
        await KeepAsync("chuo", Answer("https://minato.example/old"), [3]);

        Assert.Equal(1, await Store.Answers.PruneAsync("minato", url => url == ListUrl, None));

        Assert.Equal([1], await BodyAsync("minato"));
        Assert.Null(await BodyAsync("minato", "https://minato.example/old"));
        Assert.Equal([3], await BodyAsync("chuo", "https://minato.example/old"));
    }

    private sealed class BrokenStream : MemoryStream
    {
        public override int Read(Span<byte> buffer) => throw new IOException("The file is gone.");
    }
}
