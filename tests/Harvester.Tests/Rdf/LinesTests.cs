using Harvester.Rdf;
using Xunit;

namespace Harvester.Tests.Rdf;

public sealed class LinesTests
{
    private const string Good = "<http://x/a> <http://x/b> \"c\" .";

    [Theory]
    [InlineData("<a> <http://x/b> <http://x/c> .", 1, 1, "absolute")]
    [InlineData(Good + "\n<http://x/a> \"b\" <http://x/c> .", 2, 14, "predicate")]
    [InlineData(Good + "\r\n<http://x/a> <http://x/b> \"東\"x .", 2, 30, "'.'")]
    [InlineData("<http://x/a> <http://x/b> \"c\" <http://x/g> .", 1, 31, "'.'")]
    [InlineData("<http://x/a> <http://x/b> \"c\"@ .", 1, 30, "language tag")]
    [InlineData("<http://x/a> <http://x/b> \"c", 1, 27, "closing quote")]
    [InlineData(Good + " x", 1, 33, "end of the line")]
    public async Task Error_NamesItsPlaceAndWhatWasExpected(string document, int line, int column, string message)
    {
        var error = await Documents.RefusalAsync(document, RdfSyntax.NTriples);
        Assert.Equal((line, column), (error.Line, error.Column));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FaultyLine_LenientGoesOnAtTheNext()
    {
        var (statements, refused) = await Documents.ReadLenientAsync($"{Good}\nnonsense\n{Good}\n<http://x/a b> <http://x/b> <http://x/c> .", RdfSyntax.NQuads);
        Assert.Equal(3, statements.Count);
        Assert.Equal("http://x/a%20b", statements[2].Subject.Value);
        Assert.Equal(2, Assert.Single(refused).Line);
    }

    [Fact]
    public async Task BytesThatAreNotUtf8_AreRefused()
    {
        byte[] document = [.. "<http://x/a> <http://x/b> \""u8, 0xFF, .. "\" .\n"u8];
        var error = await Assert.ThrowsAsync<RdfException>(
            () => Documents.ReadAsync(new MemoryStream(document), RdfSyntax.NTriples, Documents.Strict));
        Assert.Contains("UTF-8", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatTheWriterWrites_TheReaderReadsBack()
    {
        var statement = new Statement(
            Term.Blank("b"), Term.Iri("http://x/p"), Term.Literal("\"\\\r\n\t\u0001𝄞 東京", language: "ja-JP"), Term.Iri("http://x/g"));
        var line = NTriplesWriter.Format(statement);
        Assert.Equal("_:b <http://x/p> \"\\\"\\\\\\r\\n\t\u0001𝄞 東京\"@ja-JP <http://x/g> .", line);
        Assert.Equal(statement, Assert.Single(await Documents.ReadAsync(line, RdfSyntax.NQuads)));
    }

    [Fact]
    public void Terms_CompareLanguagesWithoutCase()
    {
        Assert.Equal(Term.Literal("a", language: "ja-JP"), Term.Literal("a", language: "JA-jp"));
        Assert.NotEqual(Term.Literal("a", language: "ja"), Term.Literal("a", language: "en"));
        Assert.NotEqual(Term.Literal("a"), Term.Literal("a", language: "en"));
        Assert.NotEqual(Term.Literal("http://x"), Term.Iri("http://x"));
        Assert.Equal(Term.Literal("a"), Term.Literal("a", "http://www.w3.org/2001/XMLSchema#string"));
    }
}
