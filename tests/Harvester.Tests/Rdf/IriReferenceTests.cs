using Harvester.Rdf;
using Xunit;

namespace Harvester.Tests.Rdf;

public sealed class IriReferenceTests
{
    /// <summary>RFC 3986 sections 5.4.1 (normal) and 5.4.2 (abnormal, strict).</summary>
    [Theory]
    [InlineData("g:h", "g:h")]
    [InlineData("g", "http://a/b/c/g")]
    [InlineData("./g", "http://a/b/c/g")]
    [InlineData("g/", "http://a/b/c/g/")]
    [InlineData("/g", "http://a/g")]
    [InlineData("//g", "http://g")]
    [InlineData("?y", "http://a/b/c/d;p?y")]
    [InlineData("g?y", "http://a/b/c/g?y")]
    [InlineData("#s", "http://a/b/c/d;p?q#s")]
    [InlineData("g#s", "http://a/b/c/g#s")]
    [InlineData("g?y#s", "http://a/b/c/g?y#s")]
    [InlineData(";x", "http://a/b/c/;x")]
    [InlineData("g;x", "http://a/b/c/g;x")]
    [InlineData("g;x?y#s", "http://a/b/c/g;x?y#s")]
    [InlineData("", "http://a/b/c/d;p?q")]
    [InlineData(".", "http://a/b/c/")]
    [InlineData("./", "http://a/b/c/")]
    [InlineData("..", "http://a/b/")]
    [InlineData("../", "http://a/b/")]
    [InlineData("../g", "http://a/b/g")]
    [InlineData("../..", "http://a/")]
    [InlineData("../../", "http://a/")]
    [InlineData("../../g", "http://a/g")]
    [InlineData("../../../g", "http://a/g")]
    [InlineData("../../../../g", "http://a/g")]
    [InlineData("/./g", "http://a/g")]
    [InlineData("/../g", "http://a/g")]
    [InlineData("g.", "http://a/b/c/g.")]
    [InlineData(".g", "http://a/b/c/.g")]
    [InlineData("g..", "http://a/b/c/g..")]
    [InlineData("..g", "http://a/b/c/..g")]
    [InlineData("./../g", "http://a/b/g")]
    [InlineData("./g/.", "http://a/b/c/g/")]
    [InlineData("g/./h", "http://a/b/c/g/h")]
    [InlineData("g/../h", "http://a/b/c/h")]
    [InlineData("g;x=1/./y", "http://a/b/c/g;x=1/y")]
    [InlineData("g;x=1/../y", "http://a/b/c/y")]
    [InlineData("g?y/./x", "http://a/b/c/g?y/./x")]
    [InlineData("g?y/../x", "http://a/b/c/g?y/../x")]
    [InlineData("g#s/./x", "http://a/b/c/g#s/./x")]
    [InlineData("g#s/../x", "http://a/b/c/g#s/../x")]
    [InlineData("http:g", "http:g")]
    public void ExampleOfRfc3986_Resolves(string reference, string expected) =>
        Assert.Equal(expected, IriReference.Resolve("http://a/b/c/d;p?q", reference));

    [Theory]
    [InlineData("http://例え.jp/日本", "東京", "http://例え.jp/東京")]
    [InlineData("http://host", "g", "http://host/g")]
    [InlineData("http://host?q", "g", "http://host/g")]
    [InlineData("http://host/a#old", "#new", "http://host/a#new")]
    [InlineData("http://host/a#old", "", "http://host/a")]
    [InlineData("urn:a:b", "#c", "urn:a:b#c")]
    public void OtherReferences_Resolve(string baseIri, string reference, string expected) =>
        Assert.Equal(expected, IriReference.Resolve(baseIri, reference));

    [Fact]
    public void Escape_EncodesWhatAnIriCannotHave_AndNothingElse() =>
        Assert.Equal(
            "http://x/a%20b%7B%7D%22%5E%60%7C%5C%3C%3E%09/東京?q=%41",
            IriReference.Escape("http://x/a b{}\"^`|\\<>\t/東京?q=%41"));

    [Theory]
    [InlineData("http://x", true)]
    [InlineData("a+b-c.d:", true)]
    [InlineData("1a:b", false)]
    [InlineData("a/b:c", false)]
    [InlineData(":a", false)]
    [InlineData("", false)]
    public void IsAbsolute_LooksForAScheme(string reference, bool expected) => Assert.Equal(expected, IriReference.IsAbsolute(reference));
}
