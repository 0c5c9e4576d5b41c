using Harvester.Core.Model;
using Xunit;

namespace Harvester.Tests.Model;

public sealed class OneTextTests
{
    private static readonly IReadOnlyDictionary<string, string> One = LanguageMap.Of("en", "Parks");

    [Fact]
    public void IsReadAsAnyMap()
    {
        Assert.Equal(new Dictionary<string, string> { ["en"] = "Parks" }, One);
        Assert.Equal(["en"], One.Keys);
        Assert.Equal(["Parks"], One.Values);
        Assert.Equal("Parks", One["en"]);
        Assert.Single(One);
        Assert.True(One.ContainsKey("en"));
        Assert.True(One.TryGetValue("en", out var text));
        Assert.Equal("Parks", text);
    }

    [Fact]
    public void HasNothingElse()
    {
        Assert.False(One.ContainsKey("EN"));
        Assert.False(One.TryGetValue("ja", out var none));
        Assert.Null(none);
        Assert.Contains("ja", Assert.Throws<KeyNotFoundException>(() => One["ja"]).Message, StringComparison.Ordinal);
        Assert.Equal("Parks", One.Best());
    }
}
