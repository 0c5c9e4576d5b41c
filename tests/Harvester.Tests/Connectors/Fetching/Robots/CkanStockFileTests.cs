using Harvester.Connectors.Fetching.Robots;
using Xunit;

namespace Harvester.Tests.Connectors.Fetching.Robots;

public sealed class CkanStockFileTests
{
    public const string Stock = "User-agent: *\nDisallow: /dataset/rate/\nDisallow: /revision/\nDisallow: /dataset/*/history\nDisallow: /api/\nCrawl-Delay: 10\n";

    [Theory]
    [InlineData(Stock)]
    [InlineData("# ours\r\nUSER-AGENT: *\r\ndisallow: /api/\r\nDisallow: /dataset/*/History\r\nDisallow: /revision/\r\nDisallow: /dataset/rate/\r\ncrawl-delay: 10\r\nSitemap: https://x.example/s.xml")]
    [InlineData("User-agent: *\nDisallow: /dataset/rate/\nDisallow: /revision/\nDisallow: /dataset/*/history\nDisallow: /api/\n\nUser-Agent: *\nCrawl-Delay: 10\n")]
    [InlineData("User-agent: *\nDisallow: /package/rate/\nDisallow: /revision/\nDisallow: /package/*/history\nDisallow: /api/\n\nUser-Agent: *\nCrawl-Delay: 10\n")]
    public void FileThatCkanInstalls_IsRecognised(string text) => Assert.True(Parse(text).IsCkanStock);

    [Theory]
    [InlineData(Stock + "Disallow: /user/\n")]
    [InlineData(Stock + "Allow: /dataset/\n")]
    [InlineData(Stock + "User-agent: GPTBot\nDisallow: /\n")]
    [InlineData("User-agent: *\nDisallow: /dataset/rate/\nDisallow: /revision/\nDisallow: /api/\nCrawl-Delay: 10\n")]
    [InlineData("User-agent: *\nDisallow: /dataset/rate/\nDisallow: /revision/\nDisallow: /dataset/*/history\nDisallow: /api/\n")]
    [InlineData("User-agent: *\nDisallow: /dataset/rate/\nDisallow: /revision/\nDisallow: /dataset/*/history\nDisallow: /api/\nCrawl-Delay: 60\n")]
    [InlineData("User-agent: *\nDisallow: /api/\nCrawl-Delay: 10\n")]
    [InlineData("")]
    public void FileThatAPersonTouched_IsThatPersonsWord(string text) => Assert.False(Parse(text).IsCkanStock);

    private static RobotsFile Parse(string text) => RobotsParser.Parse(System.Text.Encoding.UTF8.GetBytes(text), isCut: false);
}
