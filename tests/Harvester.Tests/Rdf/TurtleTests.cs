using Harvester.Rdf;
using Xunit;

namespace Harvester.Tests.Rdf;

public sealed class TurtleTests
{
    [Theory]
    [InlineData("<a> <b> <c>", 1, 12, "the end of the document")]
    [InlineData("<a> <b> <c> .\n<a> x:b <c> .", 2, 5, "'x:'")]
    [InlineData("<a> <b> .", 1, 9, "an object")]
    [InlineData("<a>\n  <b c> <d> .", 2, 3, "percent-encoded")]
    [InlineData("<a> <b> \"東京\", \"x\ny\" .", 1, 15, "closing quote")]
    [InlineData("<a> <b> \"\\q\" .", 1, 9, "escape")]
    [InlineData("<a> <b> \"\\uD800\" .", 1, 9, "escape")]
    [InlineData("[ ; ] <b> <c> .", 1, 3, "a predicate")]
    [InlineData("[] .", 1, 4, "a predicate")]
    [InlineData("\"a\" <b> <c> .", 1, 1, "subject")]
    [InlineData("@prefix x: y:z .", 1, 12, "an IRI in <>")]
    [InlineData("{ <a> <b> <c> }", 1, 1, "subject")]
    public async Task Error_NamesItsPlaceAndWhatWasExpected(string document, int line, int column, string message)
    {
        var error = await Documents.RefusalAsync(document, RdfSyntax.Turtle);
        Assert.Equal((line, column), (error.Line, error.Column));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SyntaxError_LenientGoesOnAtTheNextStatement()
    {
        var (statements, refused) = await Documents.ReadLenientAsync(
            "@prefix : <http://x/> .\n:a :b :c ; :d .\n:e :f :g .\n:h :i \"open\n:j . :k :l :m .", RdfSyntax.Turtle);
        Assert.Equal(["http://x/a", "http://x/e", "http://x/k"], statements.Select(statement => statement.Subject.Value));
        Assert.Equal([(2, 15), (4, 7)], refused.Select(error => (error.Line, error.Column)));
    }

    [Fact]
    public async Task UnusableTerm_LenientDropsTheTriplesItIsInAndNoOther()
    {
        var (statements, refused) = await Documents.ReadLenientAsync(
            "<a> <b> [ x:p <c> ; <d> <e>, <http://x y/z>, <<http://x/y> ] ; <f> \"\\z\", \"ok\" . x:s <p> <o> .", RdfSyntax.Turtle);
        Assert.Equal(
            ["http://example.org/base/e", "http://x%20y/z", "genid0", "ok"],
            statements.Select(statement => statement.Object.Value));
        Assert.Equal(4, refused.Count);
    }

    [Fact]
    public async Task GraphWithoutUsableLabel_LenientPutsItsStatementsInNoOtherGraph()
    {
        var (statements, refused) = await Documents.ReadLenientAsync(
            "x:g { <a> <b> <c> . <d> <e> <f> } <g> <h> { <i> <j> <k> } <l> { <m> <n> <o> }", RdfSyntax.TriG);
        Assert.Equal("http://example.org/base/l", Assert.Single(statements).Graph?.Value);
        Assert.Equal(2, refused.Count);
    }

    [Fact]
    public async Task NestedBrackets_AreReadToTheLimitAndRefusedBehindIt()
    {
        static string Nested(int depth, string open, string close) =>
            "<a> <b> " + string.Concat(Enumerable.Repeat(open, depth)) + "1" + string.Concat(Enumerable.Repeat(close, depth)) + " .";
        Assert.Equal(256 + 1, (await Documents.ReadAsync(Nested(256, "[ <p> ", " ]"), RdfSyntax.Turtle)).Count);
        foreach (var lenient in new[] { false, true })
        {
            var options = new RdfReaderOptions { BaseIri = Documents.Base, Lenient = lenient };
            Assert.Contains("256 deep", (await Documents.RefusalAsync(Nested(100_000, "(", ")"), RdfSyntax.Turtle, options)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task TokenLongerThanTheLimit_IsRefused()
    {
        var options = new RdfReaderOptions { BaseIri = Documents.Base, MaxTokenBytes = 1024, Lenient = true };
        Assert.Contains("1024 bytes", (await Documents.RefusalAsync($"<a> <b> \"{new string('x', 2000)}\" .", RdfSyntax.Turtle, options)).Message, StringComparison.Ordinal);
        Assert.Single(await Documents.ReadAsync($"#{new string('x', 5000)}\n<a> <b> \"{new string('x', 1000)}\" .", RdfSyntax.Turtle, options));
    }

    [Fact]
    public async Task MoreStatementsThanTheLimit_AreRefusedInBothModes()
    {
        foreach (var lenient in new[] { false, true })
        {
            var options = new RdfReaderOptions { BaseIri = Documents.Base, MaxStatements = 2, Lenient = lenient };
            Assert.Equal(2, (await Documents.ReadAsync("<a> <b> 1, 2 .", RdfSyntax.Turtle, options)).Count);
            Assert.Contains("2 statements", (await Documents.RefusalAsync("<a> <b> 1, 2, 3 .", RdfSyntax.Turtle, options)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task GeneratedLabels_NeverMeetTheDocumentsOwn()
    {
        var statements = await Documents.ReadAsync("[] <b> _:genid0 . _:genid-0 <b> _:x .", RdfSyntax.Turtle);
        Assert.Equal(["genid0", "genid-genid0", "genid-genid-0", "x"], statements.SelectMany(s => new[] { s.Subject.Value, s.Object.Value }));
    }

    [Fact]
    public async Task AbsoluteIri_StaysAsItIsWritten() =>
        Assert.Equal("http://x/a/../b", Assert.Single(await Documents.ReadAsync("<http://x/a/../b> <b> 1 .", RdfSyntax.Turtle)).Subject.Value);

    [Fact]
    public async Task ByteOrderMark_IsSkipped() => Assert.Single(await Documents.ReadAsync("\ufeff<a> <b> 1 .", RdfSyntax.Turtle));

    [Fact]
    public async Task RelativeBase_IsTheCallersMistake() =>
        await Assert.ThrowsAsync<ArgumentException>(() => Documents.ReadAsync("", RdfSyntax.Turtle, new() { BaseIri = "doc" }));
}
