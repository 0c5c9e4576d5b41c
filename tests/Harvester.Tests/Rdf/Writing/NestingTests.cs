using Harvester.Rdf;
using Xunit;

namespace Harvester.Tests.Rdf.Writing;

/// <summary>Which blank nodes lose their labels, and that depth and length cost nothing more.</summary>
public sealed class NestingTests
{
    private const string Rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    private static readonly Term P = Term.Iri("http://x/p");
    private static readonly RdfWriterOptions Plain = new() { Prefixes = new Dictionary<string, string> { ["x"] = "http://x/" } };

    [Theory]
    [InlineData("x:a x:p _:b . _:b x:q 1 .", "x:a x:p [ x:q 1 ] .")]
    [InlineData("_:b x:q 1 . x:a x:p _:b .", "x:a x:p [ x:q 1 ] .")]
    [InlineData("_:b x:q 1 .", "[] x:q 1 .")]
    [InlineData("x:a x:p _:b .", "x:a x:p [] .")]
    [InlineData("x:a x:p _:b , _:c . _:b x:q _:c .", "x:a x:p [ x:q _:c ], _:c .")]
    [InlineData("x:a x:p _:b . x:c x:p _:b .", "x:a x:p _:b . x:c x:p _:b .")]
    [InlineData("_:b x:p _:b .", "_:b x:p _:b .")]
    [InlineData("_:b x:p _:c . _:c x:p _:b .", "_:b x:p [ x:p _:b ] .")]
    [InlineData("_:d x:p _:b . _:b x:p _:c . _:c x:p _:b .", "[] x:p _:b . _:b x:p [ x:p _:b ] .")]
    [InlineData("x:g { x:a x:p _:b } x:h { _:b x:q 1 }", "x:g { x:a x:p _:b . } x:h { _:b x:q 1 . }")]
    [InlineData("x:g { x:a x:p _:b . _:b x:q 1 }", "x:g { x:a x:p [ x:q 1 ] . }")]
    [InlineData("_:b { x:a x:p _:b }", "_:b { x:a x:p _:b . }")]
    [InlineData("x:a x:p ( 1 ( ) ( _:b ) ) . _:b x:q ( 2 ) .", "x:a x:p ( 1 () ( [ x:q ( 2 ) ] ) ) .")]
    [InlineData("( 1 ) x:p 2 .", "[] ns0:first 1 ; ns0:rest () ; x:p 2 .")]
    public async Task BlankNode_IsNestedWhereThatIsSafe(string document, string expected)
    {
        var text = await Written.RewrittenAsync("@prefix x: <http://x/> . " + document, RdfSyntax.TriG, RdfSyntax.TriG, Plain);
        var lines = text.Split('\n').Where(line => !line.StartsWith('@'));
        Assert.Equal(expected, string.Join(' ', string.Concat(lines.Select(line => line + " ")).Split(' ', StringSplitOptions.RemoveEmptyEntries)));
    }

    // What was given in an open scope, or before it in an earlier block, may come again.
    [Fact]
    public async Task BlankNode_IsNestedWhereItIsKnownOnly()
    {
        var output = new MemoryStream();
        await using var writer = RdfWriter.Create(output, RdfSyntax.Turtle, new RdfWriterOptions { Prefixes = Plain.Prefixes, BlockStatements = 5 });
        Add(writer, "a");
        await writer.EndScopeAsync(default);
        Add(writer, "b");
        writer.Take(new Statement(Term.Blank("b"), P, Term.Literal("more")));
        await writer.PauseAsync(default); // five: all is written, and a is known, b is not
        writer.Take(new Statement(Term.Blank("b"), P, Term.Literal("again")));
        await writer.EndScopeAsync(default);
        Add(writer, "c");
        await writer.CompleteAsync(default);
        var text = System.Text.Encoding.UTF8.GetString(output.ToArray());
        Assert.DoesNotContain("_:a", text, StringComparison.Ordinal);
        Assert.Equal(3, text.Split("_:b").Length - 1);
        Assert.DoesNotContain("_:c", text, StringComparison.Ordinal);
    }

    private static void Add(RdfWriter writer, string label)
    {
        writer.Take(new Statement(Term.Iri("http://x/" + label), P, Term.Blank(label)));
        writer.Take(new Statement(Term.Blank(label), P, Term.Literal(label)));
    }

    [Theory]
    [InlineData(RdfSyntax.Turtle)]
    [InlineData(RdfSyntax.RdfXml)]
    [InlineData(RdfSyntax.JsonLd)]
    public async Task DeepNesting_EndsInLabels(RdfSyntax syntax)
    {
        const int depth = 3000;
        var statements = new List<Statement>();
        for (var level = 0; level < depth; level++)
        {
            statements.Add(new(level == 0 ? Term.Iri("http://x/a") : Term.Blank($"n{level}"), P, Term.Blank($"n{level + 1}")));
            // Every other level is an item of a list.
            if (level % 2 == 0)
                continue;
            statements[^1] = statements[^1] with { Object = Term.Blank($"l{level}") };
            statements.Add(new(Term.Blank($"l{level}"), Term.Iri(Rdf + "first"), Term.Blank($"n{level + 1}")));
            statements.Add(new(Term.Blank($"l{level}"), Term.Iri(Rdf + "rest"), Term.Iri(Rdf + "nil")));
        }
        var document = await Written.TextAsync(statements, syntax);
        var read = await Documents.ReadAsync(document, syntax);
        Assert.Equal(statements.Count, read.Count);
        var next = read.ToLookup(statement => statement.Subject);
        var at = Term.Iri("http://x/a");
        var steps = 0;
        while (next[at].FirstOrDefault(statement => statement.Predicate.Value is "http://x/p" or Rdf + "first") is { Subject: not null } step)
            (at, steps) = (step.Object, steps + 1);
        Assert.Equal(depth + (depth / 2), steps);
    }

    // Recursion would end the process, and looking at each list from its every cell would take minutes.
    [Theory]
    [InlineData(RdfSyntax.Turtle, true)]
    [InlineData(RdfSyntax.Turtle, false)]
    [InlineData(RdfSyntax.JsonLd, true)]
    [InlineData(RdfSyntax.RdfXml, false)]
    public async Task HugeList_TakesTimeInProportion(RdfSyntax syntax, bool isWellFormed)
    {
        const int length = 50_000;
        await using var writer = RdfWriter.Create(Stream.Null, syntax, new RdfWriterOptions { BlockStatements = int.MaxValue, BlockBytes = int.MaxValue });
        writer.Take(new Statement(Term.Iri("http://x/a"), P, Term.Blank("c0")));
        for (var cell = 0; cell < length; cell++)
        {
            writer.Take(new Statement(Term.Blank($"c{cell}"), Term.Iri(Rdf + "first"), Term.Iri("http://x/i")));
            writer.Take(new Statement(Term.Blank($"c{cell}"), Term.Iri(Rdf + "rest"), cell < length - 1 ? Term.Blank($"c{cell + 1}") : Term.Iri(isWellFormed ? Rdf + "nil" : "http://x/end")));
        }
        await writer.CompleteAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task NestedCollections_AreWrittenWithoutRecursion()
    {
        const int depth = 200_000;
        var output = new CountingStream();
        await using var writer = RdfWriter.Create(output, RdfSyntax.Turtle, new RdfWriterOptions { BlockStatements = int.MaxValue, BlockBytes = int.MaxValue });
        writer.Take(new Statement(Term.Iri("http://x/a"), P, Term.Blank("c0")));
        for (var cell = 0; cell < depth; cell++)
        {
            writer.Take(new Statement(Term.Blank($"c{cell}"), Term.Iri(Rdf + "first"), cell < depth - 1 ? Term.Blank($"c{cell + 1}") : Term.Literal("in")));
            writer.Take(new Statement(Term.Blank($"c{cell}"), Term.Iri(Rdf + "rest"), Term.Iri(Rdf + "nil")));
        }
        await writer.CompleteAsync(TestContext.Current.CancellationToken);
        Assert.InRange(output.Count, depth, 30L * depth);
    }
}
