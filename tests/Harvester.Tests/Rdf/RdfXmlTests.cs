using System.Text;
using Harvester.Rdf;
using Xunit;

namespace Harvester.Tests.Rdf;

public sealed class RdfXmlTests
{
    private const string Open = "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns:e=\"http://e/\">";
    private const string Close = "</rdf:RDF>";

    [Fact]
    public async Task NamespaceEntity_IsExpanded()
    {
        var document = "<!DOCTYPE rdf:RDF [<!ENTITY xsd \"http://www.w3.org/2001/XMLSchema#\">]>"
            + Open + "<e:A rdf:about=\"http://x/a\"><e:p rdf:datatype=\"&xsd;date\">2026-04-01</e:p></e:A>" + Close;
        var statements = await Documents.ReadAsync(document, RdfSyntax.RdfXml);
        Assert.Equal("http://www.w3.org/2001/XMLSchema#date", statements[1].Object.Datatype);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task EntityBomb_IsRefused(bool inAttribute)
    {
        var entities = new StringBuilder("<!ENTITY l0 \"lol\">");
        for (var level = 1; level < 12; level++)
            entities.Append($"<!ENTITY l{level} \"{string.Concat(Enumerable.Repeat($"&l{level - 1};", 10))}\">");
        var content = inAttribute ? "<e:A e:p=\"&l11;\"/>" : "<e:A><e:p>&l11;</e:p></e:A>";
        var error = await Documents.RefusalAsync($"<!DOCTYPE rdf:RDF [{entities}]>{Open}{content}{Close}", RdfSyntax.RdfXml);
        Assert.Contains("entities that give more than 1048576 bytes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExternalEntity_IsRefusedAndNotRead()
    {
        var secret = Path.GetTempFileName();
        await File.WriteAllTextAsync(secret, "secret", TestContext.Current.CancellationToken);
        var document = $"<!DOCTYPE rdf:RDF [<!ENTITY x SYSTEM \"file://{secret}\">]>{Open}<e:A><e:p>&x;</e:p></e:A>{Close}";
        var error = await Documents.RefusalAsync(document, RdfSyntax.RdfXml);
        Assert.Contains("never resolved", error.Message, StringComparison.Ordinal);
        File.Delete(secret);
    }

    [Theory]
    [InlineData("PUBLIC \"-//X//Y\" \"http://localhost:1/none.dtd\"")]
    [InlineData("SYSTEM \"http://[\"")]
    [InlineData("[<!ENTITY % p SYSTEM \"file:///etc/passwd\"> %p;]")]
    public async Task ExternalDtd_IsIgnored(string declaration) =>
        Assert.Single(await Documents.ReadAsync($"<!DOCTYPE rdf:RDF {declaration}>{Open}<e:A/>{Close}", RdfSyntax.RdfXml));

    [Fact]
    public async Task DeepElements_AreRefused()
    {
        var document = Open + string.Concat(Enumerable.Repeat("<e:A><e:p>", 100_000));
        Assert.Contains("256 deep", (await Documents.RefusalAsync(document, RdfSyntax.RdfXml)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("shift_jis")]
    [InlineData("euc-jp")]
    public async Task DeclaredEncoding_IsRead(string name)
    {
        // For the test's own use; the reader knows the code pages whether or not anybody registered them.
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var encoding = Encoding.GetEncoding(name);
        byte[] document =
        [
            .. encoding.GetPreamble(),
            .. encoding.GetBytes($"<?xml version=\"1.0\" encoding=\"{name}\"?>{Open}<e:A><e:p>東京都</e:p></e:A>{Close}"),
        ];
        var statements = await Documents.ReadAsync(new MemoryStream(document), RdfSyntax.RdfXml, Documents.Strict);
        Assert.Equal("東京都", statements[1].Object.Value);
    }

    [Theory]
    [InlineData("<e:A>\n<e:p rdf:about=\"x\"/></e:A>", 2, "rdf:about")]
    [InlineData("<e:A><e:p>text<e:B/></e:p></e:A>", 1, "other content")]
    [InlineData("\n<e:A x=\"1\"/>", 2, "namespace")]
    [InlineData("<e:A rdf:ID=\"x\"/>\n<e:A rdf:ID=\"x\"/>", 2, "second time")]
    [InlineData("<e:A rdf:about=\"a b\"/>", 1, "percent-encoded")]
    [InlineData("<e:A>\n</e:B>", 2, "e:B")]
    [InlineData("<rdf:li/>", 1, "node element")]
    [InlineData("<r:A xmlns:r=\"relative\"/>", 1, "'relativeA'")]
    [InlineData("<e:A><r:p xmlns:r=\"http://x y/\"/></e:A>", 1, "'http://x y/p'")]
    public async Task Error_NamesItsLineAndWhatIsWrong(string content, int line, string message)
    {
        var error = await Documents.RefusalAsync(Open + content + Close, RdfSyntax.RdfXml);
        Assert.Equal(line, error.Line);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Error_LenientKeepsWhatCameBefore()
    {
        var (statements, refused) = await Documents.ReadLenientAsync(
            Open + "<e:A rdf:about=\" http://x/a b \" x=\"1\"/><e:B><e:p>1</e:p>", RdfSyntax.RdfXml);
        Assert.Equal(["http://x/a%20b", "genid0", "genid0"], statements.Select(statement => statement.Subject.Value));
        Assert.Equal(2, refused.Count);
    }

    [Theory]
    [InlineData("<e:B><e:p>text<b>bold</b> more</e:p><e:q>2</e:q></e:B>", "1|text more|2|3", 1)]   // HTML that was not escaped
    [InlineData("<e:B><e:p><b><i/>x</b></e:p><e:q>2</e:q></e:B>", "1|2|3", 1)]
    [InlineData("<e:B rdf:about='http://x/b' rdf:ID='b'><e:p>lost</e:p></e:B>", "1|3", 1)]
    [InlineData("<e:B>stray<e:q>2</e:q>text</e:B>", "1|2|3", 2)]
    [InlineData("<e:B><e:p rdf:about='http://x/b'/><e:q>2</e:q></e:B>", "1|2|3", 1)]
    [InlineData("<rdf:li/>", "1|3", 1)]
    public async Task ErrorInOneElement_LenientGoesOnBehindIt(string element, string values, int count)
    {
        var (statements, refused) = await Documents.ReadLenientAsync(Open + $"<e:A><e:p>1</e:p></e:A>{element}<e:C><e:p>3</e:p></e:C>" + Close, RdfSyntax.RdfXml);
        Assert.Equal(values.Split('|'), statements.Where(statement => statement.Object.Kind == TermKind.Literal).Select(statement => statement.Object.Value));
        Assert.Equal(count, refused.Count);
    }

    [Fact]
    public async Task CharactersThatXmlDoesNotHave_LenientReplaces_StrictRefuses()
    {
        var document = Open + "<e:A><e:p>1\u0001\uFFFF</e:p></e:A>\n<e:B><e:p>2&#x2;</e:p></e:B>" + Close;
        await Documents.RefusalAsync(document, RdfSyntax.RdfXml);
        var mended = new List<RdfError>();
        var options = new RdfReaderOptions { BaseIri = Documents.Base, Lenient = true, OnMended = mended.Add };
        var statements = await Documents.ReadAsync(document, RdfSyntax.RdfXml, options);
        Assert.Equal(["1\uFFFD\uFFFD", "2\u0002"], statements.Where(statement => statement.Object.Kind == TermKind.Literal).Select(statement => statement.Object.Value));
        Assert.Contains("2 characters", Assert.Single(mended).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task XmlLiteral_DeclaresTheNamespacesItUses()
    {
        var statements = await Documents.ReadAsync(
            Open + "<e:A><e:p rdf:parseType=\"Literal\"><e:b z=\"1\" e:a='\"'>a &amp; b<!--c--><?d e?></e:b><i/></e:p></e:A>" + Close, RdfSyntax.RdfXml);
        Assert.Equal(
            "<e:b xmlns:e=\"http://e/\" z=\"1\" e:a=\"&quot;\">a &amp; b<!--c--><?d e?></e:b><i></i>",
            statements[1].Object.Value);
    }

    [Fact]
    public async Task EntityWithElements_IsReadInContent()
    {
        var statements = await Documents.ReadAsync(
            $"<!DOCTYPE rdf:RDF [<!ENTITY v '東京 &#38;amp; &w;'><!ENTITY w 'x&#13;'><!ENTITY p '<e:p>&v;</e:p>'>]>{Open}<e:A>&p;<e:q>1&v;2</e:q></e:A>{Close}", RdfSyntax.RdfXml);
        Assert.Equal(["東京 & x\r", "1東京 & x\r2"], statements.Skip(1).Select(statement => statement.Object.Value));
    }

    // Ontologies write every IRI so: there is no end to it, only to what a few bytes may bring about.
    [Fact]
    public async Task NamespaceEntities_AreExpandedInADocumentOfAnySize()
    {
        var document = "<!DOCTYPE rdf:RDF [<!ENTITY x 'http://example.org/a/rather/long/namespace#'>]>" + Open
            + string.Concat(Enumerable.Repeat("<e:A rdf:about='&x;a'><e:p rdf:resource='&x;b'/></e:A>", 30_000)) + Close;
        Assert.Equal(60_000, (await Documents.ReadAsync(document, RdfSyntax.RdfXml)).Count);
    }

    [Fact]
    public async Task DeclaredDefault_IsTheAttributeOfElementsWithout()
    {
        var statements = await Documents.ReadAsync(
            $"<!DOCTYPE rdf:RDF [<!ATTLIST e:A xml:base CDATA 'http://b/' e:p CDATA 'd'>]>{Open}<e:A rdf:about='x'/><e:A rdf:about='x' e:p='own'/>{Close}", RdfSyntax.RdfXml);
        Assert.Equal(["d", "own"], statements.Where(statement => statement.Object.Kind == TermKind.Literal).Select(statement => statement.Object.Value));
        Assert.All(statements, statement => Assert.Equal("http://b/x", statement.Subject.Value));
    }

    [Theory]
    [InlineData("ja_JP", "ja-JP", 1)]
    [InlineData(" en ", "en", 1)]
    [InlineData("日本語", null, 1)]
    [InlineData("ja-Hira-JP", "ja-Hira-JP", 0)]
    [InlineData("", null, 0)]
    public async Task LanguageThatIsNoTag_LenientMends_StrictRefuses(string written, string? read, int count)
    {
        var document = $"{Open}<e:A rdf:about='http://x/'><e:p xml:lang='{written}'>a</e:p><e:p xml:lang='{written}'>b</e:p></e:A>{Close}";
        var mended = new List<RdfError>();
        var statements = await Documents.ReadAsync(document, RdfSyntax.RdfXml, new RdfReaderOptions { BaseIri = Documents.Base, Lenient = true, OnMended = mended.Add });
        Assert.All(statements.Skip(1), statement => Assert.Equal(read, statement.Object.Language));
        Assert.Equal(count, mended.Count);
        if (count > 0)
            Assert.Contains("language tag", (await Documents.RefusalAsync(document, RdfSyntax.RdfXml)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BrokenXml_StrictHandsOnWhatCameBefore()
    {
        var statements = new List<Statement>();
        var document = Open + "<e:A rdf:about='http://x/a'/><e:A rdf:about='http://x/b'><e:p>\u0001</e:p></e:A>" + Close;
        await Assert.ThrowsAsync<RdfException>(async () =>
        {
            await foreach (var statement in RdfReader.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(document)), RdfSyntax.RdfXml, Documents.Strict, TestContext.Current.CancellationToken))
                statements.Add(statement);
        });
        Assert.Equal(["http://x/a", "http://x/b"], statements.Select(statement => statement.Subject.Value));
    }

    [Fact]
    public async Task IdeographicSpaceBetweenElements_CostsALenientReadingNothing()
    {
        var document = Open + "<e:A>\u3000<e:p>1</e:p></e:A>" + Close;
        Assert.Empty((await Documents.ReadLenientAsync(document, RdfSyntax.RdfXml)).Refused);
        await Documents.RefusalAsync(document, RdfSyntax.RdfXml);
    }
}
