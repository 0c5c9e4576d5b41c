using System.Text;
using Harvester.Rdf;
using Xunit;

namespace Harvester.Tests.Rdf;

/// <summary>Documents whose parts are large: they take time in proportion, or they are refused. The time allowed is many times what is needed, and far from enough for anything quadratic.</summary>
public sealed class RdfXmlSizesTests
{
    private const string Open = "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns:e=\"http://e/\">";
    private const string Close = "</rdf:RDF>";
    private static readonly TimeSpan Allowed = TimeSpan.FromMinutes(5);

    [Theory]
    [InlineData("a", 10_000_000)]
    [InlineData("都", 10_000_000)]
    [InlineData("]", 1_000_000)]
    [InlineData("\r\n", 1_000_000)]
    [InlineData("&amp;", 1_000_000)]
    public async Task LiteralOfManyBytes_IsRead(string unit, int length)
    {
        var count = length / Encoding.UTF8.GetByteCount(unit);
        var text = string.Concat(Enumerable.Repeat(unit, count));
        var statements = await ReadAsync($"{Open}<e:A><e:p>{text}</e:p><e:p e:q='{text}'/><e:p rdf:parseType='Literal'>{text}</e:p></e:A>{Close}");
        Assert.Equal(count, statements[1].Object.Value.Length);
        Assert.Equal(count, statements[3].Object.Value.Length);
    }

    [Fact]
    public async Task LineOfFiveMegabytes_IsRead() =>
        Assert.Equal(150_000, (await ReadAsync(Open + string.Concat(Enumerable.Repeat("<e:A rdf:about='#a' e:p='1' e:q='2'/>", 50_000)) + Close)).Count);

    [Fact]
    public async Task HundredThousandAttributes_AreRead() =>
        Assert.Equal(100_001, (await ReadAsync($"{Open}<e:A {string.Join(' ', Enumerable.Range(0, 100_000).Select(i => $"e:p{i}='v'"))}/>{Close}")).Count);

    [Fact]
    public async Task HundredThousandNamespaces_AreRead()
    {
        var declarations = string.Join(' ', Enumerable.Range(0, 100_000).Select(i => $"xmlns:p{i}='http://e/{i}#'"));
        var used = string.Join(' ', Enumerable.Range(0, 100_000).Select(i => $"p{i}:q='v'"));
        Assert.Equal(100_001, (await ReadAsync($"{Open}<e:A {declarations} {used}/>{Close}")).Count);
        Assert.Single(await ReadAsync($"{Open}<rdf:Description><e:p rdf:parseType='Literal'><e:A {declarations} {used}/></e:p></rdf:Description>{Close}"));
    }

    [Fact]
    public async Task CommentOfFiveMegabytes_IsPassedOver() => Assert.Single(await ReadAsync($"{Open}<!--{new string(' ', 5_000_000)}--><e:A/>{Close}"));

    [Fact]
    public async Task TextLongerThanTheLimit_IsRefused()
    {
        var options = new RdfReaderOptions { BaseIri = Documents.Base, MaxTokenBytes = 1000 };
        var error = await Documents.RefusalAsync($"{Open}<e:A><e:p>{string.Concat(Enumerable.Repeat("text &amp; ", 200))}</e:p></e:A>{Close}", RdfSyntax.RdfXml, options);
        Assert.Contains("token of more than 1000 bytes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DefaultsOfAttributes_AreBoundedLikeEntities()
    {
        var declared = string.Concat(Enumerable.Range(0, 10_000).Select(i => $" e:p{i} CDATA 'v'"));
        var error = await Documents.RefusalAsync($"<!DOCTYPE rdf:RDF [<!ATTLIST e:A{declared}>]>{Open}{string.Concat(Enumerable.Repeat("<e:A/>", 10_000))}{Close}", RdfSyntax.RdfXml);
        Assert.Contains("entities that give more", error.Message, StringComparison.Ordinal);
    }

    private static async Task<List<Statement>> ReadAsync(string document)
    {
        var start = TimeProvider.System.GetTimestamp();
        var statements = await Documents.ReadAsync(document, RdfSyntax.RdfXml);
        Assert.InRange(TimeProvider.System.GetElapsedTime(start), TimeSpan.Zero, Allowed);
        return statements;
    }
}
