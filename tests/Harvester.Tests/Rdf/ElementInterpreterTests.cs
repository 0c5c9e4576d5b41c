using System.Text;
using System.Text.Json;
using Harvester.Rdf.JsonLd;
using Harvester.Rdf.JsonLd.Streaming;
using Harvester.Rdf.Reading;
using Xunit;

namespace Harvester.Tests.Rdf;

/// <summary>What is understood straight from the tokens: that it gives the right statements, the documents that are read both ways show.</summary>
public sealed class ElementInterpreterTests
{
    [Theory]
    [InlineData("""{"@id": "ex:a", "@type": ["ex:T", "http://x/U"], "ex:p": [{"@value": "あ", "@language": "ja"}, {"@value": "1", "@type": "ex:D"}, {"@id": "_:b"}]}""")]
    [InlineData("""{"ex:p": {"ex:q": ["a\n", 1, 1.5, true, null, [2]]}, "knows": "../r", "date": "2026", "@type": "ex:T", "id": "http://x/a"}""")]
    [InlineData("""{"@value": "a"}""", false)]
    [InlineData("""{"ex:p": {"@list": [1]}}""", false)]
    [InlineData("""{"@context": {}, "ex:p": 1}""", false)]
    [InlineData("""{"@id": "http://x/a b", "ex:p": 1}""", false)]
    [InlineData("""{"ex:p": 1, "ex:p": 2}""", false)]
    [InlineData("""{"ex:p": "\ud800"}""", false)]
    [InlineData("""{"ex:p": {"@value": "a", "@language": "no tag"}}""", false)]
    public void Element_IsUnderstoodOrLeftToTheCompleteAlgorithmWithoutAStatement(string element, bool isUnderstood = true)
    {
        using var context = JsonDocument.Parse("""{"ex": "http://ex/", "id": "@id", "knows": {"@id": "ex:knows", "@type": "@id"}, "date": {"@id": "ex:date", "@type": "ex:Date"}}""");
        var active = new ContextProcessor(new RemoteContexts(Documents.Strict), is10: false).Process(new ActiveContext(Documents.Base), context.RootElement, Documents.Base);
        var statements = new StatementCollector();
        var interpreter = new ElementInterpreter(new StatementSink(Documents.Strict, statements), new TermTable(active), new ElementTarget(), maxDepth: 64);
        var bytes = Encoding.UTF8.GetBytes(element + ", ");
        for (var length = 1; length < bytes.Length - 2; length++)
            Assert.NotEqual(Outcome.Done, interpreter.Read(bytes.AsSpan(0, length), isLast: false, out _));
        Assert.Empty(statements.Ready);
        Assert.Equal(isUnderstood ? Outcome.Done : Outcome.Complex, interpreter.Read(bytes, isLast: false, out var read));
        Assert.Equal(isUnderstood ? bytes.Length - 2 : 0, isUnderstood ? read : 0);
        Assert.Equal(isUnderstood, statements.Ready.Count > 0);
    }
}
