using System.Text;
using Harvester.Rdf;
using Xunit;

namespace Harvester.Tests.Rdf;

/// <summary>Of a document that is no JSON, reading leniently keeps what stands whole before the fault, and nothing that the whole document would not say.</summary>
public sealed class JsonLdBrokenDocumentTests
{
    private const string Context = """ "@context": {"p": "http://x/p", "q": {"@id": "http://x/q", "@type": "@id"}}""";

    private const string Catalogue = "{" + Context + """
        , "@id": "http://x/c", "p": ["a", "b"],
          "q": [ {"@id": "http://x/1", "p": "\u5e02"}, {"@id": "http://x/2", "p": [1, 2], "q": {"@id": "http://x/3", "p": true}} ],
          "@type": "http://x/T" }
        """;

    [Theory]
    [InlineData(Catalogue)]
    [InlineData("{" + Context + """, "@graph": [{"@id": "http://x/1", "p": "港"}, {"@id": "http://x/2", "p": {"@value": "v", "@language": "ja"}}]}""")]
    [InlineData("[{" + Context + """, "@id": "http://x/1", "p": 1}, {""" + Context + """, "@id": "http://x/2", "p": 2}]""")]
    public async Task DocumentThatBreaksOff_KeepsWhatIsWhole_HeldOrStreamed(string document)
    {
        var bytes = Encoding.UTF8.GetBytes(document.TrimEnd());
        var (whole, none) = await ReadAsync(bytes, int.MaxValue);
        Assert.Empty(none);
        var most = 0;
        for (var length = 1; length < bytes.Length; length++)
        {
            var (held, refused) = await ReadAsync(bytes[..length], int.MaxValue);
            var (streamed, refusedStreaming) = await ReadAsync(bytes[..length], 0);
            Assert.Single(refused);
            Assert.Single(refusedStreaming);
            Assert.Subset(whole, held);
            Assert.True(held.SetEquals(streamed), $"{Encoding.UTF8.GetString(bytes[..length])}\nheld:\n{string.Join('\n', held)}\nstreamed:\n{string.Join('\n', streamed)}");
            Assert.True(held.Count >= most, "a longer beginning says less");
            most = held.Count;
        }

        Assert.Equal(whole.Count, most);
    }

    [Theory]
    [InlineData("tru")]
    [InlineData("\"\\ud800\"")]
    [InlineData("\"\u0001\"")]
    [InlineData("}")]
    public async Task FaultInAnElement_KeepsTheOnesBefore(string fault)
    {
        var document = Encoding.UTF8.GetBytes("{" + Context + $$""", "@graph": [{"@id": "http://x/1", "p": 1}, {"@id": "http://x/2", "p": {{fault}}}, {"@id": "http://x/3", "p": 3}]}""");
        var (held, refused) = await ReadAsync(document, int.MaxValue);
        Assert.Equal("<http://x/1> <http://x/p> \"1\"^^<http://www.w3.org/2001/XMLSchema#integer> .", Assert.Single(held).ToString());
        Assert.Equal(1, Assert.Single(refused).Line);
    }

    [Fact]
    public async Task BytesThatAreNotUtf8InAnElement_KeepTheOnesBefore()
    {
        byte[] document = [.. Encoding.UTF8.GetBytes("{" + Context + """, "@graph": [{"@id": "http://x/1", "p": 1}, {"@id": "http://x/2", "p": " """), 0x8C, 0xFF, .. "\"}]}"u8];
        var (held, _) = await ReadAsync(document, int.MaxValue);
        Assert.Single(held);
    }

    [Fact]
    public async Task ContextThatIsLostBehindTheFault_KeepsNothing()
    {
        const string document = """{"@graph": [{"@id": "http://x/1", "dct:title": "市"}], "p": tru, "@context": {"dct": "http://purl.org/dc/terms/"}}""";
        var (held, refused) = await ReadAsync(Encoding.UTF8.GetBytes(document), int.MaxValue);
        Assert.Empty(held);
        Assert.Single(refused);
    }

    private static async Task<(HashSet<Statement> Statements, List<RdfError> Refused)> ReadAsync(byte[] document, int held)
    {
        var statements = new HashSet<Statement>();
        var refused = new List<RdfError>();
        var options = new RdfReaderOptions { BaseIri = Documents.Base, JsonLdHeldBytes = held, Lenient = true, OnRefused = refused.Add };
        await foreach (var statement in RdfReader.ReadAsync(new MemoryStream(document), RdfSyntax.JsonLd, options, TestContext.Current.CancellationToken))
            statements.Add(statement);
        return (statements, refused);
    }
}
