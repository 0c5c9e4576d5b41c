using System.Text;
using Harvester.Rdf;
using Xunit;

namespace Harvester.Tests.Rdf;

public sealed class GraphTests
{
    private static readonly Term P = Term.Iri("http://x/p");

    private static async Task<Graph> ReadAsync() => await Graph.ReadAsync(
        new MemoryStream(Encoding.UTF8.GetBytes("@prefix : <http://x/> . :a a :T ; :p 1, 2, 2 . :b a :T ; :p 2 . :c :q :a .")),
        RdfSyntax.Turtle, Documents.Strict, TestContext.Current.CancellationToken);

    [Fact]
    public async Task Graph_IsASetWithLookUps()
    {
        var graph = await ReadAsync();
        var a = Term.Iri("http://x/a");
        Assert.Equal(6, graph.Count);
        Assert.Equal(["1", "2"], graph.Objects(a, P).Select(term => term.Value));
        Assert.Equal(["http://x/a", "http://x/b"], graph.SubjectsOfType("http://x/T").Select(term => term.Value));
        Assert.Equal(2, graph.Subjects(P, graph.Objects(a, P).Last()).Count());
        Assert.Equal(3, graph.Match(a).Count());
        Assert.Single(graph.Match(@object: a));
        Assert.Empty(graph.Match(P));
        Assert.Equal(6, graph.Match().Count());
    }

    [Theory]
    [InlineData("_:a <p> _:b . _:b <p> _:a .", "_:x <p> _:y . _:y <p> _:x .", true)]
    [InlineData("_:a <p> _:b . _:b <p> _:a .", "_:x <p> _:x . _:y <p> _:y .", false)]
    [InlineData("_:a <p> _:b . _:b <p> _:c . _:c <p> _:a . _:d <p> _:e . _:e <p> _:f . _:f <p> _:d .", "_:a <p> _:b . _:b <p> _:c . _:c <p> _:d . _:d <p> _:e . _:e <p> _:f . _:f <p> _:a .", false)]
    [InlineData("_:a <p> 1 .", "_:a <p> 2 .", false)]
    [InlineData("_:a <p> 1 .", "<a> <p> 1 .", false)]
    public async Task Isomorphism_LooksThroughTheNamesOfBlankNodes(string left, string right, bool expected) =>
        Assert.Equal(expected, GraphIsomorphism.AreIsomorphic(
            await Documents.ReadAsync(left, RdfSyntax.Turtle), await Documents.ReadAsync(right, RdfSyntax.Turtle)));
}
