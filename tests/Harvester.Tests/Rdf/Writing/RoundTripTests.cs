using CsCheck;
using Harvester.Rdf;
using Xunit;

namespace Harvester.Tests.Rdf.Writing;

/// <summary>What is written is what is read: in all syntaxes, with blocks of any size, wherever the caller pauses.</summary>
public sealed class RoundTripTests
{
    private const int Graphs = 2000;

    [Theory]
    [InlineData(RdfSyntax.NTriples)]
    [InlineData(RdfSyntax.NQuads)]
    [InlineData(RdfSyntax.Turtle)]
    [InlineData(RdfSyntax.TriG)]
    [InlineData(RdfSyntax.RdfXml)]
    [InlineData(RdfSyntax.JsonLd)]
    public Task AnyGraph_IsReadAsItWasWritten(RdfSyntax syntax) =>
        Gen.Select(RandomGraphs.Of(syntax), Gen.OneOf(1, 7, 50_000), Gen.Bool, Gen.Int[0, 4]).SampleAsync(
            async (statements, block, hasBase, pause) =>
            {
                var options = new RdfWriterOptions { BlockStatements = block, BaseIri = hasBase ? Documents.Base : null };
                var document = await WriteAsync([statements], syntax, options, pause);
                await AssertReadsAsync(document, syntax, statements);
            },
            iter: Graphs,
            print: case_ => string.Join('\n', case_.Item1) + $"\nblock {case_.Item2}, base {case_.Item3}, pause {case_.Item4}");

    // Scopes have blank nodes of their own.
    [Theory]
    [InlineData(RdfSyntax.Turtle)]
    [InlineData(RdfSyntax.TriG)]
    [InlineData(RdfSyntax.RdfXml)]
    [InlineData(RdfSyntax.JsonLd)]
    public Task Scopes_AreReadAsTheyWereWritten(RdfSyntax syntax) =>
        Gen.Select(RandomGraphs.Of(syntax).List[0, 4], Gen.OneOf(1, 7, 20, 50_000), Gen.Int[0, 4]).SampleAsync(
            async (scopes, block, pause) =>
            {
                var parts = scopes.Select((scope, number) => scope.ConvertAll(statement => Relabel(statement, number))).ToList();
                var document = await WriteAsync(parts, syntax, new RdfWriterOptions { BlockStatements = block }, pause);
                await AssertReadsAsync(document, syntax, parts.SelectMany(part => part).ToList());
            },
            iter: Graphs / 4,
            print: case_ => string.Join("\n\n", case_.Item1.Select(scope => string.Join('\n', scope))) + $"\nblock {case_.Item2}, pause {case_.Item3}");

    private static async Task<byte[]> WriteAsync(IReadOnlyList<List<Statement>> scopes, RdfSyntax syntax, RdfWriterOptions options, int pause)
    {
        var output = new MemoryStream();
        await using var writer = RdfWriter.Create(output, syntax, options);
        var count = 0;
        foreach (var scope in scopes)
        {
            foreach (var statement in scope)
            {
                writer.Take(statement);
                if (pause > 0 && ++count % pause == 0)
                    await writer.PauseAsync(default);
            }
            if (scopes.Count > 1)
                await writer.EndScopeAsync(default);
        }
        await writer.CompleteAsync(default);
        return output.ToArray();
    }

    private static async Task AssertReadsAsync(byte[] document, RdfSyntax syntax, List<Statement> expected)
    {
        var read = await Documents.ReadAsync(new MemoryStream(document), syntax, Documents.Strict);
        if (!GraphIsomorphism.AreIsomorphic(expected.Distinct().ToList(), read.Distinct().ToList()))
            throw new InvalidOperationException($"{System.Text.Encoding.UTF8.GetString(document)}\nwas read as\n{string.Join('\n', read)}");
        var tags = expected.Select(statement => statement.Object.Language).Order(StringComparer.Ordinal).Distinct();
        Assert.Equal(tags, read.Select(statement => statement.Object.Language).Order(StringComparer.Ordinal).Distinct());
    }

    private static Statement Relabel(Statement statement, int scope) =>
        new(Relabel(statement.Subject, scope), statement.Predicate, Relabel(statement.Object, scope), statement.Graph is null ? null : Relabel(statement.Graph, scope));

    private static Term Relabel(Term term, int scope) => term.Kind == TermKind.BlankNode ? Term.Blank($"{scope}{term.Value}") : term;
}
