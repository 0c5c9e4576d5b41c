using Harvester.Rdf;
using Xunit;

namespace Harvester.Tests.Rdf.Writing;

/// <summary>Every valid document of the W3C suites and of real catalogues, written in each syntax that can hold it, and read again.</summary>
public sealed class WriterSuiteTests(ITestOutputHelper output)
{
    private static readonly RdfSyntax[] Targets = [RdfSyntax.NTriples, RdfSyntax.NQuads, RdfSyntax.Turtle, RdfSyntax.TriG, RdfSyntax.RdfXml, RdfSyntax.JsonLd];

    [Theory]
    [InlineData("conformance/w3c-rdf11/rdf-n-triples", "*.nt", RdfSyntax.NTriples, 40)]
    [InlineData("conformance/w3c-rdf11/rdf-n-quads", "*.nq", RdfSyntax.NQuads, 50)]
    [InlineData("conformance/w3c-rdf11/rdf-turtle", "*.ttl", RdfSyntax.Turtle, 200)]
    [InlineData("conformance/w3c-rdf11/rdf-trig", "*.trig", RdfSyntax.TriG, 200)]
    [InlineData("conformance/w3c-rdf11/rdf-xml", "*.rdf", RdfSyntax.RdfXml, 120)]
    [InlineData("conformance/w3c-json-ld-api/tests/toRdf", "*-in.jsonld", RdfSyntax.JsonLd, 250)]
    [InlineData("real/dcat", "*.rdf", RdfSyntax.RdfXml, 3)]
    [InlineData("real/dcat", "*.ttl", RdfSyntax.Turtle, 2)]
    [InlineData("real/dcat", "*.jsonld", RdfSyntax.JsonLd, 1)]
    public async Task ValidDocument_IsReadAsItWasWritten(string folder, string pattern, RdfSyntax syntax, int atLeast)
    {
        var failures = new List<string>();
        var (documents, written, refused) = (0, 0, 0);
        foreach (var file in Directory.EnumerateFiles(Documents.Shared(folder), pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            List<Statement> statements;
            try
            {
                statements = (await Documents.ReadFileAsync(file, syntax, Documents.Strict)).Distinct().ToList();
            }
            catch (RdfException)
            {
                continue; // no valid one
            }
            documents++;
            foreach (var target in Targets)
            {
                var held = statements.Where(statement => CanHold(target, statement)).ToList();
                refused += statements.Count - held.Count;
                written += held.Count;
                if (await FailureAsync(held, target) is { } failure)
                    failures.Add($"{file} as {target}: {failure}");
            }
        }
        output.WriteLine($"{folder} {pattern}: {documents} documents, {written} statements written, {refused} not held");
        Assert.True(failures.Count == 0, string.Join('\n', failures));
        Assert.True(documents >= atLeast, $"{documents} documents were valid, expected at least {atLeast}.");
    }

    private static async Task<string?> FailureAsync(List<Statement> statements, RdfSyntax target)
    {
        byte[] document;
        try
        {
            document = await Written.BytesAsync(statements, target);
        }
        catch (RdfException error)
        {
            return error.Message;
        }
        var read = await Documents.ReadAsync(new MemoryStream(document), target, Documents.Strict);
        return GraphIsomorphism.AreIsomorphic(statements, read.Distinct().ToList()) ? null : System.Text.Encoding.UTF8.GetString(document);
    }

    // Said in other words than the writers'.
    private static bool CanHold(RdfSyntax syntax, Statement statement)
    {
        if (statement.Graph is not null && syntax is RdfSyntax.NTriples or RdfSyntax.Turtle or RdfSyntax.RdfXml)
            return false;
        if (syntax == RdfSyntax.JsonLd)
            return new[] { statement.Subject, statement.Predicate, statement.Object, statement.Graph }.All(term => term is not { Kind: TermKind.Iri } || term.Value.Count(c => c == '#') < 2);
        if (syntax != RdfSyntax.RdfXml)
            return true;
        var name = statement.Predicate.Value;
        var end = name.Length;
        while (end > 0 && System.Xml.XmlConvert.IsNCNameChar(name[end - 1]))
            end--;
        return name[end..].Any(System.Xml.XmlConvert.IsStartNCNameChar)
            && !(name.StartsWith("http://www.w3.org/1999/02/22-rdf-syntax-ns#", StringComparison.Ordinal) && name[43..] is "li" or "Description" or "about" or "ID")
            && statement.Object.Value.All(c => System.Xml.XmlConvert.IsXmlChar(c) || char.IsSurrogate(c));
    }
}
