using Harvester.Rdf;
using Xunit;

namespace Harvester.Tests.Rdf.Writing;

/// <summary>A writer never changes a term: what a syntax cannot hold is refused, and nothing else is lost with it.</summary>
public sealed class RefusalTests
{
    private const string Rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    private static readonly Term A = Term.Iri("http://x/a");
    private static readonly Term P = Term.Iri("http://x/p");
    private static readonly Statement Good = new(A, P, Term.Literal("good"));

    public static TheoryData<RdfSyntax, Statement, string> Unwritable
    {
        get
        {
            var data = new TheoryData<RdfSyntax, Statement, string>
            {
                { RdfSyntax.NTriples, Good with { Graph = A }, "the syntax has no named graphs" },
                { RdfSyntax.Turtle, Good with { Graph = Term.Blank("g") }, "the syntax has no named graphs" },
                { RdfSyntax.RdfXml, Good with { Graph = A }, "the syntax has no named graphs" },
                { RdfSyntax.RdfXml, Good with { Object = Term.Literal("a{0001}") }, "a character that XML 1.0 does not have" },
                { RdfSyntax.RdfXml, Good with { Object = Term.Literal("{FFFE}", language: "ja") }, "a character that XML 1.0 does not have" },
                { RdfSyntax.RdfXml, Good with { Object = Term.Iri("http://x/{FFFF}") }, "a character that XML 1.0 does not have" },
                { RdfSyntax.RdfXml, Good with { Predicate = Term.Iri("http://x/1") }, "<http://x/1> does not end in a name" },
                { RdfSyntax.RdfXml, Good with { Predicate = Term.Iri("http://x/p/") }, "<http://x/p/> does not end in a name" },
                { RdfSyntax.RdfXml, Good with { Predicate = Term.Iri(Rdf + "li") }, "li> does not end in a name" },
                { RdfSyntax.RdfXml, Good with { Predicate = Term.Iri(Rdf + "Description") }, "Description> does not end in a name" },
                { RdfSyntax.JsonLd, Good with { Object = Term.Iri("http://x/#a#b") }, "more than one '#'" },
                { RdfSyntax.JsonLd, Good with { Object = Term.Literal("a", language: "abcdefghi") }, "'abcdefghi' is no language tag" },
            };
            foreach (var syntax in Enum.GetValues<RdfSyntax>())
            {
                data.Add(syntax, Good with { Subject = Term.Literal("s") }, "a literal is no subject");
                data.Add(syntax, Good with { Predicate = Term.Blank("p") }, "a blank node is no predicate");
                data.Add(syntax, Good with { Subject = Term.Iri("a/b") }, "<a/b> is no absolute IRI");
                data.Add(syntax, Good with { Object = Term.Iri("http://x/a b") }, "has ' ', which an IRI cannot have");
                data.Add(syntax, Good with { Predicate = Term.Iri("http://x/a>b") }, "has '>', which an IRI cannot have");
                data.Add(syntax, Good with { Object = Term.Iri("http://x/[a]") }, "has '[', which an IRI cannot have");
                data.Add(syntax, Good with { Object = Term.Literal("a", "type") }, "<type> is no absolute IRI");
                data.Add(syntax, Good with { Object = Term.Literal("a", language: "a b") }, "'a b' is no language tag");
                data.Add(syntax, Good with { Object = Term.Literal("a", language: "en-") }, "'en-' is no language tag");
                data.Add(syntax, Good with { Object = Term.Literal("{D800}") }, "half a surrogate pair");
                data.Add(syntax, Good with { Graph = Term.Blank("") }, "the label of the graph is empty");
            }
            return data;
        }
    }

    // {0001} stands for U+0001: what no XML can hold, no report of the tests can either.
    private static Statement Meant(Statement statement)
    {
        var value = System.Text.RegularExpressions.Regex.Replace(statement.Object.Value, @"\{([0-9A-F]{4})\}", m => ((char)Convert.ToInt32(m.Groups[1].Value, 16)).ToString());
        var language = statement.Object.Language;
        return value == statement.Object.Value ? statement : statement with
        {
            Object = statement.Object.Kind == TermKind.Iri ? Term.Iri(value) : Term.Literal(value, language is null ? statement.Object.Datatype : null, language),
        };
    }

    [Theory]
    [MemberData(nameof(Unwritable))]
    public async Task UnwritableStatement_IsRefusedByNameAndTheOthersStay(RdfSyntax syntax, Statement statement, string reason)
    {
        var output = new MemoryStream();
        await using var writer = RdfWriter.Create(output, syntax);
        writer.Take(Good);
        var error = Assert.Throws<RdfException>(() => writer.Take(Meant(statement)));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.StartsWith("Cannot write ", error.Message, StringComparison.Ordinal);
        Assert.Contains($" as {syntax}: ", error.Message, StringComparison.Ordinal);
        writer.Take(Good with { Subject = P });
        await writer.CompleteAsync(TestContext.Current.CancellationToken);
        output.Position = 0;
        Assert.Equal([Good, Good with { Subject = P }], await Documents.ReadAsync(output, syntax, Documents.Strict));
    }

    [Fact]
    public void LongLiteral_IsCutInTheMessage()
    {
        var writer = RdfWriter.Create(Stream.Null, RdfSyntax.RdfXml);
        var error = Assert.Throws<RdfException>(() => writer.Take(Good with { Object = Term.Literal(new string('a', 100_000) + "\0") }));
        Assert.InRange(error.Message.Length, 500, 2000);
    }

    [Fact]
    public async Task CompleteDocument_TakesNoMore()
    {
        await using var writer = RdfWriter.Create(Stream.Null, RdfSyntax.Turtle);
        await writer.CompleteAsync(TestContext.Current.CancellationToken);
        Assert.Throws<InvalidOperationException>(() => writer.Take(Good));
    }

    [Theory]
    [InlineData("http://x/#f")]
    [InlineData("x")]
    [InlineData("http://x/ y")]
    public void BadOption_IsRefused(string iri)
    {
        Assert.Throws<ArgumentException>(() => RdfWriter.Create(Stream.Null, RdfSyntax.Turtle, new RdfWriterOptions { BaseIri = iri }));
        if (!iri.EndsWith('f'))
            Assert.Throws<ArgumentException>(() => RdfWriter.Create(Stream.Null, RdfSyntax.Turtle, new RdfWriterOptions { Prefixes = new Dictionary<string, string> { ["x"] = iri } }));
        Assert.Throws<ArgumentOutOfRangeException>(() => RdfWriter.Create(Stream.Null, RdfSyntax.NQuads, new RdfWriterOptions { BlockStatements = 0 }));
    }
}
