using System.Text;
using CsCheck;
using Harvester.Connectors.Fetching.Robots;
using Xunit;

namespace Harvester.Tests.Connectors.Fetching.Robots;

public sealed class RobotsParserTests
{
    private static readonly Uri Site = new("https://data.example/");

    private static RobotsFile Parse(string text) => RobotsParser.Parse(Encoding.UTF8.GetBytes(text), isCut: false);

    private static bool Allows(RobotsFile file, string path) => file.Refusing(new Uri(Site, path)) is null;

    [Theory] // pattern, path, is it refused? Among them the table of RFC 9309, section 5, and those of its section 2.2.2
    [InlineData("/", "/any", true)]
    [InlineData("/foo/bar?baz=quz", "/foo/bar?baz=quz", true)]
    [InlineData("/foo/bar?baz=quz", "/foo/bar", false)]
    [InlineData("/foo/bar?baz=https://foo.bar", "/foo/bar?baz=https%3A%2F%2Ffoo.bar", false)]
    [InlineData("/foo/bar/ツ", "/foo/bar/%E3%83%84", true)]
    [InlineData("/foo/bar/%E3%83%84", "/foo/bar/ツ", true)]
    [InlineData("/foo/bar/%e3%83%84", "/foo/bar/%E3%83%84", true)]
    [InlineData("/foo/bar/%62%61%7A", "/foo/bar/baz", true)]
    [InlineData("/a%3cd.html", "/a%3Cd.html", true)]
    [InlineData("/a%2fb", "/a/b", false)]
    [InlineData("/a/b", "/a%2Fb", false)]
    [InlineData("/%7Ejoe/", "/~joe/index.html", true)]
    [InlineData("/path/file-with-a-%2A.html", "/path/file-with-a-*.html", true)]
    [InlineData("/path/foo-%24", "/path/foo-$", true)]
    [InlineData("/path/foo-%24", "/path/foo-", false)]
    [InlineData("/*.csv$", "/data/a.csv", true)]
    [InlineData("/*.csv$", "/data/a.csv?x=1", false)]
    [InlineData("/*.csv", "/data/a.csv?x=1", true)]
    [InlineData("*/view/*", "/dataset/view/1", true)]
    [InlineData("/dataset/*/history", "/dataset/abc/history", true)]
    [InlineData("/dataset/*/history", "/dataset/history", false)]
    [InlineData("/a*b*c$", "/a-b-b-c", true)]
    [InlineData("/a*b*c$", "/a-b-b-cd", false)]
    [InlineData("/fish", "/Fish.asp", false)]
    [InlineData("/fish", "/fishheads", true)]
    [InlineData("/fish$", "/fish", true)]
    [InlineData("/fish$", "/fish/", false)]
    [InlineData("/$", "/", true)]
    [InlineData("/$", "/a", false)]
    [InlineData("/a$b", "/a$b", true)]
    [InlineData("/100%", "/100%25", true)]
    [InlineData("fish", "/fish", false)]
    [InlineData("", "/any", false)]
    [InlineData("/robots.txt", "/robots.txt", false)]
    public void Pattern_CoversOctetsInAnySpelling(string pattern, string path, bool refused) =>
        Assert.Equal(refused, !Allows(Parse($"User-agent: *\nDisallow: {pattern}\n"), path));

    [Theory]
    [InlineData("Disallow: /example/page/\nAllow: /example/page/disallowed.gif\n", "/example/page/disallowed.gif", true)]
    [InlineData("Allow: /example/page/\nDisallow: /example/page/disallowed.gif\n", "/example/page/disallowed.gif", false)]
    [InlineData("Disallow: /x\nAllow: /x\n", "/x", true)]
    [InlineData("Allow: /x\nDisallow: /x\n", "/x", true)]
    [InlineData("Allow: /p\nDisallow: /\n", "/page", true)]
    [InlineData("Allow: /$\nDisallow: /\n", "/page.htm", false)]
    [InlineData("Disallow: /\nAllow:\n", "/page", false)]
    public void LongestRule_Decides_AndOfEqualOnesTheOneThatAllows(string rules, string path, bool allowed) =>
        Assert.Equal(allowed, Allows(Parse("User-agent: *\n" + rules), path));

    [Theory]
    [InlineData("User-agent: harvester\nDisallow: /a\n\nUser-agent: *\nDisallow: /b\n", "/a", "/b")]
    [InlineData("User-agent: *\nDisallow: /b\n\nUser-agent: HARVESTER\nDisallow: /a\n", "/a", "/b")]
    [InlineData("User-agent: Harvester/1.0 (all of them)\nDisallow: /a\n", "/a", "/b")]
    [InlineData("User-agent: bingbot\nUser-agent: Harvester\nDisallow: /a\n", "/a", "/b")]
    [InlineData("User-agent: Harvester\nSitemap: https://x.example/s.xml\nUser-agent: bingbot\nDisallow: /a\n", "/a", "/b")]
    [InlineData("User-agent: HarvesterX\nDisallow: /b\nUser-agent: *\nDisallow: /a\n", "/a", "/b")]
    [InlineData("user-agent : *\ndisallow :/a # why\n", "/a", "/b")]
    [InlineData("Disallow: /b\nUser-agent: *\nDisallow: /a\n", "/a", "/b")]
    [InlineData("User-agent: *\r\nDisallow: /c\rDisallow: /a\n\r\n", "/a", "/b")]
    [InlineData("\uFEFFUser-agent: *\nDisallow: /a\n", "/a", "/b")]
    [InlineData("User-agent: *\n\n\nDisallow: /a", "/a", "/b")]
    public void Groups_AreChosenByOurToken(string text, string refused, string allowed)
    {
        var file = Parse(text);

        Assert.False(Allows(file, refused));
        Assert.True(Allows(file, allowed));
    }

    [Fact]
    public void SeveralGroupsForUs_AreOne()
    {
        var file = Parse("User-agent: Harvester\nDisallow: /a\nCrawl-delay: 2\nUser-agent: x\nDisallow: /\nUser-agent: harvester\nDisallow: /b\nCrawl-delay: 3.5\n");

        Assert.False(Allows(file, "/a"));
        Assert.False(Allows(file, "/b"));
        Assert.True(Allows(file, "/c"));
        Assert.Equal(TimeSpan.FromSeconds(3.5), file.CrawlDelay);
    }

    [Fact]
    public void CrawlDelayBetweenTwoAgents_PartsThem()
    {
        var file = Parse("User-agent: *\nCrawl-delay: 5\n\nUser-agent: BadBot\nDisallow: /\n");

        Assert.True(Allows(file, "/a"));
        Assert.Equal(TimeSpan.FromSeconds(5), file.CrawlDelay);
    }

    [Fact]
    public void RefusingRule_IsNamedByItsLineAndText()
    {
        var rule = Parse("# ツ\r\nUser-agent: *\r\n\r\nDisallow: /データ/ # why\r\n").Refusing(new Uri(Site, "/データ/1"));

        Assert.Equal((4, "Disallow: /データ/"), (rule!.Line, rule.Text));
    }

    [Theory]
    [InlineData("ten")]
    [InlineData("-1")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("1e9")]
    public void CrawlDelayThatIsNoNumber_IsPassedOverAndNoted(string value)
    {
        var file = Parse($"User-agent: *\nCrawl-delay: {value}\n");

        Assert.Null(file.CrawlDelay);
        Assert.Equal("robots-delay-unreadable", Assert.Single(file.Notes).Code);
    }

    [Fact]
    public void HugeCrawlDelay_IsRead() => Assert.True(Parse($"User-agent: *\nCrawl-delay: {new string('9', 300)}\n").CrawlDelay > TimeSpan.FromDays(300));

    [Theory]
    [InlineData("<!DOCTYPE html><html><body>User-agent: *\nDisallow: /\n</body></html>")]
    [InlineData("\uFEFF \n<html>")]
    public void Page_HasNoRules_AndThatIsNoted(string text)
    {
        var file = Parse(text);

        Assert.True(Allows(file, "/a"));
        Assert.Equal("robots-not-rules", Assert.Single(file.Notes).Code);
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-8")]
    public void FileInAnyUnicode_IsRead(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes("User-agent: *\nDisallow: /ツ\n")];

        Assert.False(Allows(RobotsParser.Parse(bytes, isCut: false), "/%E3%83%84"));
    }

    [Fact]
    public void BytesOfAnotherCharset_AreComparedAsOctets()
    {
        // /データ in code page 932, as a careless editor saves it
        byte[] bytes = [.. "User-agent: *\nDisallow: /"u8, 0x83, 0x66, 0x81, 0x5B, 0x83, 0x5E, (byte)'\n'];

        var file = RobotsParser.Parse(bytes, isCut: false);

        Assert.False(Allows(file, "/%83f%81%5B%83%5E"));
        Assert.True(Allows(file, "/データ"));
    }

    [Fact]
    public void CutFile_KeepsItsWholeLines()
    {
        var file = RobotsParser.Parse("User-agent: *\nDisallow: /a\nDisallow: /"u8, isCut: true);

        Assert.False(Allows(file, "/a"));
        Assert.True(Allows(file, "/b"));
        Assert.Equal("robots-cut", Assert.Single(file.Notes).Code);
    }

    [Fact]
    public void AnyBytes_AreReadWithoutAFault() => Gen.Byte.Array[0, 400].Sample(bytes =>
    {
        byte[] whole = [.. "User-agent: *\nDisallow: /"u8, .. bytes];
        _ = Allows(RobotsParser.Parse(whole, isCut: false), "/a");
    });

    private static readonly Gen<string> Piece = OneOf("/", "a", "b", "aa", "%2F", "ツ", "*", "$", "?", "%41", "%");

    private static Gen<string> OneOf(params string[] pieces) => Gen.Int[0, pieces.Length - 1].Select(i => pieces[i]);

    [Fact]
    public void Normalising_TwiceIsOnce() => Piece.Array[0, 12].Select(string.Concat).Select(s => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(s)))
        .Sample(octets => RobotsPattern.Normalise(octets, true) is var once && RobotsPattern.Normalise(once, true) == once);

    [Fact]
    public void Match_IsThatOfAPlainBacktrackingOne() =>
        Gen.Select(OneOf("a", "b", "*").Array[0, 8].Select(string.Concat), Gen.Bool, OneOf("a", "b").Array[0, 10].Select(string.Concat))
            .Sample((pattern, toTheEnd, path) => RobotsPattern.Matches("/" + pattern + (toTheEnd ? "$" : ""), "/" + path) == Plain("/" + pattern, "/" + path, toTheEnd));

    private static bool Plain(ReadOnlySpan<char> pattern, ReadOnlySpan<char> path, bool toTheEnd)
    {
        if (pattern.IsEmpty)
            return path.IsEmpty || !toTheEnd;
        if (pattern[0] == '*')
            return Plain(pattern[1..], path, toTheEnd) || (!path.IsEmpty && Plain(pattern, path[1..], toTheEnd));
        return !path.IsEmpty && pattern[0] == path[0] && Plain(pattern[1..], path[1..], toTheEnd);
    }
}
