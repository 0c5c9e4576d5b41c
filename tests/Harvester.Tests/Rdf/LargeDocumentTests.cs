using System.Text;
using Harvester.Rdf;
using Xunit;

namespace Harvester.Tests.Rdf;

/// <summary>Documents that make careless readers quadratic: what would take minutes is given seconds. And what no reader may hold in memory.</summary>
public sealed class LargeDocumentTests
{
    private const int Patience = 60_000;
    private const int Million = 1_000_000;

    [Fact(Timeout = Patience)]
    public async Task LiteralOfTenMegabytes_IsRead()
    {
        var text = new string('x', 5 * Million) + "\\n" + new string('y', 5 * Million);
        foreach (var syntax in new[] { RdfSyntax.NTriples, RdfSyntax.Turtle })
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            // A kilobyte at a time: looking again at all of it with each would take minutes.
            var slow = new SlowStream(Encoding.ASCII.GetBytes($"<http://x/s> <http://x/p> \"{text}\" ."), 1000);
            Assert.Equal((10 * Million) + 1, Assert.Single(await Documents.ReadAsync(slow, syntax, Documents.Strict)).Object.Value.Length);
        }
    }

    [Fact(Timeout = Patience)]
    public async Task LineOfFiveMegabytes_IsRead()
    {
        var line = string.Concat(Enumerable.Repeat("<http://x/s> <http://x/p> <http://x/o> . ", 120_000));
        Assert.Equal(120_000, await CountAsync(line, RdfSyntax.Turtle, TestContext.Current.CancellationToken));
        var comment = $"#{new string('c', 5 * Million)}\n<http://x/s> <http://x/p> <http://x/o> .";
        Assert.Equal(1, await CountAsync(comment, RdfSyntax.Turtle, TestContext.Current.CancellationToken));
        Assert.Equal(1, await CountAsync(comment, RdfSyntax.NTriples, TestContext.Current.CancellationToken));
    }

    [Fact(Timeout = Patience)]
    public async Task CollectionOfAMillionItems_IsRead() =>
        Assert.Equal((2 * Million) + 1, await CountAsync($"<http://x/s> <http://x/p> ({string.Concat(Enumerable.Repeat("1 ", Million))}) .", RdfSyntax.Turtle, TestContext.Current.CancellationToken));

    [Fact(Timeout = Patience)]
    public async Task MillionNestedCollections_AreRefusedAtTheLimit()
    {
        foreach (var lenient in new[] { false, true })
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            var options = new RdfReaderOptions { BaseIri = Documents.Base, Lenient = lenient, MaxDepth = 1000 };
            var error = await Documents.RefusalAsync($"<http://x/s> <http://x/p> {new string('(', Million)}{new string(')', Million)} .", RdfSyntax.Turtle, options);
            Assert.Contains("1000 deep", error.Message, StringComparison.Ordinal);
            Assert.Equal((1, 1027), (error.Line, error.Column));
        }
    }

    [Fact(Timeout = Patience)]
    public async Task HundredThousandPrefixes_AreKept()
    {
        var document = new StringBuilder();
        for (var i = 0; i < 100_000; i++)
            document.Append($"@prefix p{i}: <http://x/{i}/> .\n");
        for (var i = 0; i < 100_000; i++)
            document.Append($"p{i}:s a p{99_999 - i}:C .\n");
        Assert.Equal(100_000, await CountAsync(document.ToString(), RdfSyntax.Turtle, TestContext.Current.CancellationToken));
    }

    [Fact(Timeout = Patience)]
    public async Task StatementOfAMillionObjects_AndErrorsOnEveryLine_AreRead()
    {
        Assert.Equal(Million, await CountAsync($"<http://x/s> <http://x/p> 1{string.Concat(Enumerable.Repeat(",1", Million - 1))} .", RdfSyntax.Turtle, TestContext.Current.CancellationToken));
        var refused = 0;
        var options = new RdfReaderOptions { BaseIri = Documents.Base, Lenient = true, OnRefused = _ => refused++ };
        await Documents.ReadAsync(string.Concat(Enumerable.Repeat("x:a x:b x:c .\n", 20_000)), RdfSyntax.Turtle, options);
        await Documents.ReadAsync(string.Concat(Enumerable.Repeat("nonsense\n", 100_000)), RdfSyntax.NTriples, options);
        Assert.Equal(60_000 + 100_000, refused);
    }

    private static async Task<long> CountAsync(string document, RdfSyntax syntax, CancellationToken cancellationToken)
    {
        var counter = new Counter();
        await RdfReader.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(document)), syntax, Documents.Strict, counter, cancellationToken);
        return counter.Count;
    }

    private sealed class Counter : IStatementHandler
    {
        public long Count { get; private set; }

        public void Take(in StatementView statement) => Count++;
    }

    private sealed class SlowStream(byte[] bytes, int most) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(most, buffer.Length)], cancellationToken);
    }
}
