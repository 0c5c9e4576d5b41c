using Harvester.Connectors.Definitions;
using Xunit;

namespace Harvester.Tests.Connectors.Definitions;

public sealed class SelectorSyntaxTests
{
    [Theory]
    [InlineData("table.data tr")]
    [InlineData("a[rel=next]")]
    [InlineData("td:nth-child(2n+1)")]
    [InlineData("form.login, .captcha")]
    [InlineData("a[href$='.csv' i]")]
    [InlineData("tr:has(td):not(.head)")]
    [InlineData("a[title=',,'], td:not(.a, .b)")]
    [InlineData(":scope > a")]
    [InlineData("#一覧 > li")]
    public void Selector_Passes(string selector) => Assert.Null(SelectorSyntax.Fault(selector, selfAllowed: false));

    [Theory]
    [InlineData("a[")]
    [InlineData("a >")]
    [InlineData("> a")]
    [InlineData("td:nth-child(")]
    [InlineData("td:nth-child(x)")]
    [InlineData("..")]
    [InlineData("a,,b")]
    [InlineData("a,")]
    [InlineData("1a")]
    [InlineData("a:no-such-pseudo")]
    [InlineData("a::text")]
    [InlineData("//a[@href]")]
    [InlineData("tr td)")]
    [InlineData("!")]
    public void OtherText_IsRefused(string selector) => Assert.NotNull(SelectorSyntax.Fault(selector, selfAllowed: true));
}
