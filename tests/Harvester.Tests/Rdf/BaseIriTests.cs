using System.Text;
using CsCheck;
using Harvester.Rdf;
using Harvester.Rdf.Reading;
using Xunit;

namespace Harvester.Tests.Rdf;

/// <summary>The short ways to resolve a reference give what RFC 3986 does.</summary>
public sealed class BaseIriTests
{
    private static readonly string[] Bases =
        ["http://a/b/c/d;p?q", "http://a/b/c/../d#f", "http://a", "http://a?q", "http://a/", "http://[::1]:80/x/./y", "urn:a:b", "file:///x/y", "mailto:a@b", "http://a/b/", "http:///x", "x:/a/b", "http://東京/都?区"];

    private static readonly string[] Pieces = ["", "/", ".", "..", "a", "b;x", "?q", "#f", "//h", "./", "../", "/.", "/..", "é", ":", "%2e", "a:b"];

    [Fact]
    public void Resolve_GivesWhatTheLongWayGives() =>
        Gen.Select(Gen.Int[0, Bases.Length - 1], Gen.Int[0, Pieces.Length - 1].Array[0, 4]).Sample((iri, pieces) =>
        {
            var reference = string.Concat(pieces.Select(piece => Pieces[piece]));
            var actual = Encoding.UTF8.GetString(new BaseIri(Bases[iri]).Resolve(Encoding.UTF8.GetBytes(reference), new ByteArena()));
            if (!IriReference.IsAbsolute(reference))
                Assert.Equal(IriReference.Resolve(Bases[iri], reference), actual);
        });
}
