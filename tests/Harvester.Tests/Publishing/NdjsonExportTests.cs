using System.Text;
using Harvester.Core.Model;
using Harvester.Publishing;
using Xunit;

namespace Harvester.Tests.Publishing;

public sealed class NdjsonExportTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EveryDataset_IsOneDocumentPerLine_ThatReadsBackTheSame()
    {
        Dataset[] datasets =
        [
            Samples.Dataset("minato", "1", "公共施設一覧"),
            Samples.Dataset("minato", "2", "改行\r\nと\u2028と\u2029と\u0085と\"引用符\"と<b>") with
            {
                Annotations = new Annotations { Id = "minato~2", CanonicalId = "tokyo~9", ChangedAt = Samples.Seen },
            },
        ];
        using var output = new MemoryStream();

        var written = await new NdjsonExport().WriteAsync(Samples.Stream(datasets), output, Cancel);

        Assert.Equal(2, written);
        var text = Encoding.UTF8.GetString(output.ToArray());
        Assert.StartsWith("{\"id\":\"minato~1\"", text, StringComparison.Ordinal);
        Assert.Contains("公共施設一覧", text, StringComparison.Ordinal);
        Assert.EndsWith("}\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain(text, character => character is '\r' or '\u2028' or '\u2029' or '\u0085');
        var lines = text.TrimEnd('\n').Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.Equal(
            datasets.Select(dataset => Encoding.UTF8.GetString(DatasetJson.Serialize(dataset))),
            lines.Select(line => Encoding.UTF8.GetString(DatasetJson.Serialize(DatasetJson.Deserialize(Encoding.UTF8.GetBytes(line))))));
    }

    [Fact]
    public async Task NoDatasets_IsAnEmptyFile()
    {
        using var output = new MemoryStream();

        Assert.Equal(0, await new NdjsonExport().WriteAsync(Samples.Stream(), output, Cancel));

        Assert.Equal(0, output.Length);
    }

    [Theory]
    [InlineData("ndjson")]
    [InlineData("csv")]
    public async Task ThousandsOfDatasets_FlowThrough_NeitherTheyNorTheirTextAreHeld(string name)
    {
        var yielded = new List<WeakReference>();
        using var output = new MemoryStream();

        var written = await ExportFormats.Find(name)!.WriteAsync(Many(), output, Cancel);

        Assert.Equal(5_000, written);

        async IAsyncEnumerable<Dataset> Many()
        {
            for (var i = 0; i < 5_000; i++)
            {
                await Task.Yield();
                var dataset = Samples.Dataset("minato", $"{i}", new string('字', 1_000));
                yielded.Add(new WeakReference(dataset));
                yield return dataset;
                if (i % 1_000 != 999)
                    continue;
                dataset = null;
                GC.Collect();
                // Some are read ahead of the writing, never more than 64.
                Assert.InRange(yielded.Count(reference => reference.IsAlive), 0, 75);
                Assert.InRange(output.Length, (i * 3_000L) - (512 << 10), long.MaxValue);
            }
        }
    }

    [Fact]
    public async Task AReaderThatCancels_StopsTheExport()
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Cancel);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new NdjsonExport().WriteAsync(Endless(), Stream.Null, cancellation.Token));

        async IAsyncEnumerable<Dataset> Endless()
        {
            for (var i = 0; ; i++)
            {
                if (i == 1_000)
                    await cancellation.CancelAsync();
                yield return Samples.Dataset("minato", $"{i}", "題");
            }
        }
    }

    [Fact]
    public void Formats_AreFoundByName_InAnyCase()
    {
        Assert.Equal(["ndjson", "csv", "turtle", "ntriples", "rdfxml", "jsonld", "datajson"], ExportFormats.All.Select(format => format.Name));
        Assert.IsType<CsvExport>(ExportFormats.Find("CSV"));
        Assert.Null(ExportFormats.Find("xlsx"));
    }
}
