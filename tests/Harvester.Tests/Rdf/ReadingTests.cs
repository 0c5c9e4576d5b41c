using System.IO.Pipelines;
using System.Text;
using Harvester.Rdf;
using Xunit;

namespace Harvester.Tests.Rdf;

/// <summary>What holds for all syntaxes: pushed and pulled statements, encodings, where errors and cancellations leave the caller.</summary>
public sealed class ReadingTests
{
    /// <summary>One statement, with a kanji and a character beyond the first plane, in each syntax.</summary>
    public static TheoryData<RdfSyntax, string> OneStatement => new()
    {
        { RdfSyntax.NTriples, "<http://x/s> <http://x/p> \"東京𝄞\"@ja ." },
        { RdfSyntax.NQuads, "<http://x/s> <http://x/p> \"東京𝄞\"@ja ." },
        { RdfSyntax.Turtle, "<http://x/s> <http://x/p> '東京𝄞'@ja ." },
        { RdfSyntax.TriG, "{ <http://x/s> <http://x/p> '''東京𝄞'''@ja }" },
        { RdfSyntax.RdfXml, "<r:RDF xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:x='http://x/'><r:Description r:about='http://x/s'><x:p xml:lang='ja'>東京𝄞</x:p></r:Description></r:RDF>" },
        { RdfSyntax.JsonLd, """{"@id":"http://x/s","http://x/p":{"@value":"東京𝄞","@language":"ja"}}""" },
    };

    private static readonly Statement Expected = new(Term.Iri("http://x/s"), Term.Iri("http://x/p"), Term.Literal("東京𝄞", language: "ja"));

    [Theory]
    [MemberData(nameof(OneStatement))]
    public async Task Document_IsReadInUtf8AndUtf16WithAByteOrderMark(RdfSyntax syntax, string document)
    {
        foreach (var encoding in new Encoding[] { new UTF8Encoding(true), Encoding.Unicode, Encoding.BigEndianUnicode })
        {
            byte[] bytes = [.. encoding.Preamble, .. encoding.GetBytes(document)];
            Assert.Equal(Expected, Assert.Single(await Documents.ReadAsync(new MemoryStream(bytes), syntax, Documents.Strict)));
            Assert.Equal(Expected, Assert.Single(await Documents.ReadAsync(new TrickleStream(bytes), syntax, Documents.Strict)));
        }
    }

    [Theory]
    [MemberData(nameof(OneStatement))]
    public async Task Pushed_Piped_AndPulled_AreTheSame(RdfSyntax syntax, string document)
    {
        var bytes = Encoding.UTF8.GetBytes(document);
        var (pushed, piped) = (new Kept(), new Kept());
        await RdfReader.ReadAsync(new MemoryStream(bytes), syntax, Documents.Strict, pushed, TestContext.Current.CancellationToken);
        await RdfReader.ReadAsync(PipeReader.Create(new MemoryStream(bytes)), syntax, Documents.Strict, piped, TestContext.Current.CancellationToken);
        Assert.Equal([Expected], pushed.Statements);
        Assert.Equal([Expected], piped.Statements);
        Assert.True(pushed.Pauses > 0);
    }

    [Fact]
    public async Task Utf16WithHalfASurrogatePair_StrictRefusesAndLenientReplaces()
    {
        byte[] bytes = [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("<http://x/s> <http://x/p> \""), 0x00, 0xD8, .. Encoding.Unicode.GetBytes("\" .")];
        var error = await Assert.ThrowsAsync<RdfException>(() => Documents.ReadAsync(new MemoryStream(bytes), RdfSyntax.NTriples, Documents.Strict));
        Assert.Contains("encoding", error.Message, StringComparison.Ordinal);
        var lenient = new RdfReaderOptions { BaseIri = Documents.Base, Lenient = true };
        Assert.Equal("\uFFFD", Assert.Single(await Documents.ReadAsync(new MemoryStream(bytes), RdfSyntax.NTriples, lenient)).Object.Value);
    }

    [Fact]
    public async Task Pulled_WhatStandsBeforeAnError_ComesFirst()
    {
        var got = new List<Statement>();
        await Assert.ThrowsAsync<RdfException>(async () =>
        {
            var document = new MemoryStream("<http://x/s> <http://x/p> <http://x/o> .\nnonsense"u8.ToArray());
            await foreach (var statement in RdfReader.ReadAsync(document, RdfSyntax.NTriples, Documents.Strict, TestContext.Current.CancellationToken))
                got.Add(statement);
        });
        Assert.Single(got);
    }

    [Fact]
    public async Task FaultOfTheHandler_EndsTheReadingAndReachesTheCaller()
    {
        var document = new MemoryStream("<http://x/s> <http://x/p> 1, 2 ."u8.ToArray());
        var handler = new Throwing();
        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => RdfReader.ReadAsync(document, RdfSyntax.Turtle, Documents.Strict, handler, TestContext.Current.CancellationToken));
        Assert.Equal(1, handler.Calls);
    }

    [Fact]
    public async Task Cancelled_EndsBetweenTwoBuffers()
    {
        using var source = new CancellationTokenSource();
        var handler = new Kept { OnPause = source.Cancel };
        var document = new MemoryStream(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("<http://x/s> <http://x/p> <http://x/o> .\n", 10_000))));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RdfReader.ReadAsync(document, RdfSyntax.NTriples, Documents.Strict, handler, source.Token));
        Assert.InRange(handler.Statements.Count, 1, 9_999);
    }

    [Fact]
    public async Task View_SaysWhatTheStatementSays()
    {
        var handler = new Kept();
        await RdfReader.ReadAsync(new MemoryStream("_:b <http://x/p> \"a\\\"b\"@ja-JP <http://x/g> ."u8.ToArray()), RdfSyntax.NQuads, Documents.Strict, handler, TestContext.Current.CancellationToken);
        Assert.Equal("_:b <http://x/p> \"a\\\"b\"@ja-JP <http://x/g> .", Assert.Single(handler.Texts));
        Assert.Equal(handler.Texts[0], handler.Statements[0].ToString());
    }

    private sealed class Kept : IStatementHandler
    {
        public List<Statement> Statements { get; } = [];

        public List<string> Texts { get; } = [];

        public int Pauses { get; private set; }

        public Action? OnPause { get; init; }

        public void Take(in StatementView statement)
        {
            Statements.Add(statement.ToStatement());
            Texts.Add(statement.ToString());
        }

        public ValueTask PauseAsync(CancellationToken cancellationToken)
        {
            Pauses++;
            OnPause?.Invoke();
            return ValueTask.CompletedTask;
        }
    }

    private sealed class Throwing : IStatementHandler
    {
        public int Calls { get; private set; }

        public void Take(in StatementView statement)
        {
            Calls++;
            throw new InvalidTimeZoneException();
        }
    }
}
