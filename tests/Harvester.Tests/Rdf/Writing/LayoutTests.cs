using Harvester.Rdf;
using Xunit;

namespace Harvester.Tests.Rdf.Writing;

/// <summary>What written documents look like.</summary>
public sealed class LayoutTests
{
    private const string Catalogue = """
        @prefix : <http://x/> . @prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
        :d dct:title "一覧"@ja . :c dcat:dataset :d . :d a dcat:Dataset ; dct:title "List"@en ; dcat:distribution [ a dcat:Distribution ; dcat:byteSize 042 , "x"^^xsd:integer ] .
        :d dcat:theme ( :t "b\n" [] ( 1.5 ) ) ; :empty () ; :self _:s . _:s :knows _:s .
        """;

    [Fact]
    public async Task Turtle_GroupsNestsAndAbbreviates() => Assert.Equal(
        """
        @prefix dcat: <http://www.w3.org/ns/dcat#> .
        @prefix dct: <http://purl.org/dc/terms/> .
        @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
        @prefix ns0: <http://x/> .

        ns0:d a dcat:Dataset ;
            dct:title "一覧"@ja, "List"@en ;
            dcat:distribution [
                a dcat:Distribution ;
                dcat:byteSize 042, "x"^^xsd:integer
            ] ;
            dcat:theme ( ns0:t "b\n" [] ( 1.5 ) ) ;
            ns0:empty () ;
            ns0:self _:s .

        ns0:c dcat:dataset ns0:d .

        _:s ns0:knows _:s .

        """,
        await Written.RewrittenAsync(Catalogue, RdfSyntax.Turtle, RdfSyntax.Turtle));

    [Fact]
    public async Task RdfXml_NamesElementsAfterTypes() => Assert.Equal(
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dcat="http://www.w3.org/ns/dcat#" xmlns:dct="http://purl.org/dc/terms/" xmlns:ns0="http://x/">
        <dcat:Dataset rdf:about="http://x/d">
          <dct:title xml:lang="ja">一覧</dct:title>
          <dct:title xml:lang="en">List</dct:title>
          <dcat:distribution>
            <dcat:Distribution>
              <dcat:byteSize rdf:datatype="http://www.w3.org/2001/XMLSchema#integer">042</dcat:byteSize>
            </dcat:Distribution>
          </dcat:distribution>
          <dcat:theme rdf:parseType="Collection">
            <rdf:Description rdf:about="http://x/t"/>
            <ns0:N>
              <ns0:p>a &amp; &lt;b&gt;&#xD;</ns0:p>
            </ns0:N>
          </dcat:theme>
        </dcat:Dataset>
        </rdf:RDF>

        """,
        await Written.RewrittenAsync(
            """
            @prefix : <http://x/> . @prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
            :d a dcat:Dataset ; dct:title "一覧"@ja , "List"@en ; dcat:distribution [ a dcat:Distribution ; dcat:byteSize 042 ] ; dcat:theme ( :t [ a :N ; :p "a & <b>\r" ] ) .
            """,
            RdfSyntax.Turtle,
            RdfSyntax.RdfXml));

    [Fact]
    public async Task JsonLd_HasPrefixesTypesAndLists() => Assert.Equal(
        """
        {"@context":{"dcat":"http://www.w3.org/ns/dcat#","dct":"http://purl.org/dc/terms/","xsd":"http://www.w3.org/2001/XMLSchema#","ns0":"http://x/"},
        "@graph":[
        {"@id":"ns0:d","@type":"dcat:Dataset","dct:title":[{"@language":"ja","@value":"一覧"},{"@language":"en","@value":"List"}],"dcat:distribution":{"@type":"dcat:Distribution","dcat:byteSize":[{"@type":"xsd:integer","@value":"042"},{"@type":"xsd:integer","@value":"x"}]},"dcat:theme":{"@list":[{"@id":"ns0:t"},"b\n",{"@id":"_:genid3"},{"@list":[{"@type":"xsd:decimal","@value":"1.5"}]}]},"ns0:empty":{"@list":[]},"ns0:self":{"@id":"_:s"}},
        {"@id":"ns0:c","dcat:dataset":{"@id":"ns0:d"}},
        {"@id":"_:s","ns0:knows":{"@id":"_:s"}}
        ]}

        """,
        await Written.RewrittenAsync(Catalogue, RdfSyntax.Turtle, RdfSyntax.JsonLd));

    [Fact]
    public async Task TriG_HasGraphsAsBlocks() => Assert.Equal(
        """
        @prefix ns0: <http://x/> .

        <urn:g> {
            <urn:a> ns0:p [
                    ns0:q "t"
                ] .

            <urn:b> a ns0:T .
        }

        <urn:a> ns0:p [] .

        """,
        await Written.RewrittenAsync("@prefix : <http://x/> . <urn:g> { <urn:a> :p [ :q \"t\" ] } <urn:a> :p [] . <urn:g> { <urn:b> a :T }", RdfSyntax.TriG, RdfSyntax.TriG));

    [Fact]
    public async Task Base_ShortensItselfAndItsFragments()
    {
        var options = new RdfWriterOptions { BaseIri = "http://x/d" };
        var text = await Written.RewrittenAsync("<http://x/d> <http://x/d#p> <http://x/dc>, <http://x/d#a:b> .", RdfSyntax.Turtle, RdfSyntax.Turtle, options);
        Assert.Equal("@base <http://x/d> .\n@prefix ns0: <http://x/d#> .\n\n<> ns0:p <http://x/dc>, <#a:b> .\n", text);
    }

    [Fact]
    public async Task CanonicalLines_EscapeFourCharactersOnly() => Assert.Equal(
        "<http://x/a> <http://x/p> \"\\\"\\\\\\n\\r\t\u0001\u007F東\"^^<http://x/t> .\n_:b <http://x/p> \"a\"@en-GB .\n",
        await Written.TextAsync(
            [
                new(Term.Iri("http://x/a"), Term.Iri("http://x/p"), Term.Literal("\"\\\n\r\t\u0001\u007F東", "http://x/t")),
                new(Term.Blank("b"), Term.Iri("http://x/p"), Term.Literal("a", language: "en-GB")),
            ],
            RdfSyntax.NTriples));

    [Theory]
    [InlineData(RdfSyntax.NTriples, "")]
    [InlineData(RdfSyntax.Turtle, "")]
    [InlineData(RdfSyntax.RdfXml, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n</rdf:RDF>\n")]
    [InlineData(RdfSyntax.JsonLd, "{\"@context\":{},\n\"@graph\":[\n]}\n")]
    public async Task NoStatements_GiveAWholeDocument(RdfSyntax syntax, string expected)
    {
        var text = await Written.TextAsync([], syntax);
        Assert.Equal(expected, text);
        Assert.Empty(await Documents.ReadAsync(text, syntax));
    }

    [Fact]
    public async Task EqualGraphs_GiveEqualBytes()
    {
        var statements = await Documents.ReadAsync(Catalogue, RdfSyntax.Turtle);
        var texts = new List<string>();
        foreach (var order in new[] { statements, statements.AsEnumerable().Reverse() })
        {
            var graph = new Graph();
            foreach (var statement in order)
                graph.Add(statement);
            var output = new MemoryStream();
            await graph.WriteAsync(output, RdfSyntax.Turtle, null, TestContext.Current.CancellationToken);
            texts.Add(System.Text.Encoding.UTF8.GetString(output.ToArray()));
        }
        Assert.Equal(texts[0], texts[1]);
        Assert.True(GraphIsomorphism.AreIsomorphic(statements, await Documents.ReadAsync(texts[0], RdfSyntax.Turtle)));
    }
}
