using System.Globalization;
using System.Text;
using Harvester.Rdf;
using Xunit;

namespace Harvester.Tests.Rdf;

/// <summary>Documents that are read as they come: what stands where in them, what is wrong with them, how large they may be.</summary>
public sealed class JsonLdLargeDocumentTests
{
    private const string Context = "\"@context\": {\"p\": \"http://x/p\"}";

    [Theory]
    [InlineData("{\"@graph\": [{\"@id\": \"http://x/a\", \"p\": 1}], " + Context + "}", null)]
    [InlineData("{" + Context + ", \"@graph\": [{\"@id\": \"http://x/a\", \"p\": 1}], \"@id\": \"http://x/g\"}", "http://x/g")]
    [InlineData("{" + Context + ", \"@graph\": [{\"@id\": \"http://x/a\", \"p\": 1}], \"unknown\": 1}", null)]
    public async Task MemberBehindTheGraph_CountsForTheElementsBeforeIt(string document, string? graph)
    {
        var statement = Assert.Single(await ReadAsync(document));
        Assert.Equal(("http://x/p", graph), (statement.Predicate.Value, statement.Graph?.Value));
    }

    [Fact]
    public async Task IdBehindThePropertysValues_IsTheirSubject()
    {
        var statements = await ReadAsync("{" + Context + ", \"p\": [{\"@id\": \"http://x/a\"}, 1, {\"@value\": \"b\", \"@language\": \"en\"}], \"@id\": \"http://x/c\"}");
        Assert.All(statements, statement => Assert.Equal("http://x/c", statement.Subject.Value));
        Assert.Equal(3, statements.Count);
    }

    [Fact]
    public async Task TypeScopedContextThatComesLate_CountsForTheElementsBeforeIt()
    {
        var statements = await ReadAsync("""
            {"@context": {"T": {"@id": "http://x/T", "@context": {"p": "http://x/scoped"}}}, "p": [1], "@type": "T"}
            """);
        Assert.Contains(statements, statement => statement.Predicate.Value == "http://x/scoped");
    }

    [Theory]
    [InlineData("{" + Context + ",\n \"@graph\": [\n  {\"p\": \"あ\"},\n  {\"p\": \"い\" 1}]}", 4, 13)]
    [InlineData("{" + Context + ",\n \"@graph\": [\n  {\"p\": 1} {\"p\": 2}]}", 3, 12)]
    [InlineData("{" + Context + ",\n \"@graph\": [\n  {\"p\": 1},\n]}", 4, 1)]
    [InlineData("{" + Context + ",\n \"@graph\": [{\"p\": 1}", 2, 21)]
    [InlineData("{" + Context + ",\n \"@graph\": [\n{\"p\": 1}\n], \"あ\" 1}", 4, 8)]
    [InlineData("[{\"http://x/p\": 1}\n] x", 2, 3)]
    [InlineData("[{\"http://x/p\": 1},\n {\"http://x/p\": \"a\\uD800\"}]", 2, 19)]
    public async Task BrokenJson_NamesItsPlace(string document, int line, int column)
    {
        var error = await Assert.ThrowsAsync<RdfException>(() => ReadAsync(document));
        Assert.Equal((line, column), (error.Line, error.Column));
    }

    [Fact]
    public async Task DocumentThatBreaksOff_LenientKeepsWhatCameBefore()
    {
        var refused = new List<RdfError>();
        var statements = await ReadAsync("{" + Context + ", \"@graph\": [{\"p\": 1}, {\"p\": 2}, {\"p\"", new() { BaseIri = Documents.Base, JsonLdHeldBytes = 0, Lenient = true, OnRefused = refused.Add });
        Assert.Equal(2, statements.Count);
        Assert.Single(refused);
    }

    [Fact]
    public async Task StreamThatIsReadOnce_IsHeldWithinTheLimitAndRefusedAboveIt()
    {
        var document = "{" + Context + ", \"@graph\": [" + string.Join(",\n", Enumerable.Repeat("{\"p\": 1}", 100_000)) + "]}";
        Assert.Equal(100_000, (await ReadOnceAsync(document, 1024 * 1024)).Count);
        var error = await Assert.ThrowsAsync<RdfException>(() => ReadOnceAsync(document, 500 * 1024));
        Assert.Contains("more than 512000 bytes and cannot be read as it comes: it comes as a stream that can be read only once", error.Message, StringComparison.Ordinal);
        // An array's elements have their meaning from nothing else.
        Assert.Equal(100_000, (await ReadOnceAsync("[" + string.Join(",\n", Enumerable.Repeat("{\"http://x/p\": 1}", 100_000)) + "]", 500 * 1024)).Count);
    }

    [Fact]
    public async Task LargeDocumentThatCannotBeStreamed_IsRefusedWithTheReason()
    {
        var document = "{\"@context\": {\"p\": {\"@id\": \"http://x/p\", \"@container\": \"@list\"}}, \"p\": [" + string.Join(',', Enumerable.Repeat("1", 100_000)) + "]}";
        Assert.Equal(200_001, (await ReadAsync(document, new() { BaseIri = Documents.Base, JsonLdHeldBytes = 0 })).Count);
        var error = await Assert.ThrowsAsync<RdfException>(() => ReadAsync(document, new() { BaseIri = Documents.Base, JsonLdHeldBytes = 0, MaxJsonLdBytes = 100_000 }));
        Assert.Contains("'p', which has a long array, is defined with a container", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TokenOrElementOfAnyLength_IsReadOnceAndNotAgainForEachWindow()
    {
        // Each takes well under a second; what is quadratic takes minutes.
        await CountAsync($"[{{\"http://x/p\": \"{new string('a', 10_000_000)}\"}}]", 1);
        await CountAsync($"[{{\"http://x/p\": [{string.Join(',', Enumerable.Repeat("1", 300_000))}]}}]", 300_000);
        await CountAsync($"{{\"http://x/p\": [{string.Join(',', Enumerable.Repeat("1", 300_000))}]}}", 300_000);
        await CountAsync($"[{{{string.Join(',', Enumerable.Range(0, 30_000).Select(i => string.Create(CultureInfo.InvariantCulture, $"\"http://x/{i}\": 1")))}}}]", 30_000);
        await CountAsync($"[{{\"http://x/p\": {string.Concat(Enumerable.Repeat("[", 200))}1{new string(']', 200)}}}{new string(' ', 5_000_000)}]", 1);
    }

    private static async Task CountAsync(string document, int expected)
    {
        var counter = new Counter();
        await RdfReader.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(document)), RdfSyntax.JsonLd, Documents.Strict, counter, TestContext.Current.CancellationToken);
        Assert.Equal(expected, counter.Count);
    }

    private static Task<List<Statement>> ReadAsync(string document, RdfReaderOptions? options = null) =>
        Documents.ReadAsync(document, RdfSyntax.JsonLd, options ?? new RdfReaderOptions { BaseIri = Documents.Base, JsonLdHeldBytes = 0 });

    private static Task<List<Statement>> ReadOnceAsync(string document, int most) => Documents.ReadAsync(
        new OnceStream(Encoding.UTF8.GetBytes(document)), RdfSyntax.JsonLd, new RdfReaderOptions { BaseIri = Documents.Base, JsonLdHeldBytes = 0, MaxJsonLdBytes = most });

    private sealed class Counter : IStatementHandler
    {
        public int Count { get; private set; }

        public void Take(in StatementView statement) => Count++;
    }

    private sealed class OnceStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }
    }
}
