using System.Text.RegularExpressions;
using Harvester.Connectors.Definitions;
using Harvester.Core.Model;
using Xunit;

namespace Harvester.Tests.Connectors.Html;

/// <summary>The fixed order of a value's steps.</summary>
public sealed class FieldTests
{
    private const string Item = """
        <li data-no="Ｎ-7"><b>道路</b><i>　担当：　土木課 \n 管理係　</i><s>市街地、 道路 、、橋</s><em class=t>交通</em><em class=t>土木</em><u>四半期</u><a href="../r.html?id=12">詳細</a><img src="x.png">
        """;

    [Fact]
    public async Task Text_IsTrimmedAndItsSpacesCollapsed_FullWidthOnesToo() =>
        Assert.Equal("担当： 土木課 \\n 管理係", await TextAsync(new() { Select = "i" }));

    [Fact]
    public async Task Regex_GivesItsFirstGroup() =>
        Assert.Equal("土木課", await TextAsync(new() { Select = "i", Regex = Pattern("担当：\\s*(\\S+)") }));

    [Fact]
    public async Task RegexWithoutGroup_GivesTheWholeMatch() =>
        Assert.Equal("土木課", await TextAsync(new() { Select = "i", Regex = Pattern("土木.") }));

    [Fact]
    public async Task RegexThenSplitThenLookup_RunInThisOrder() =>
        Assert.Equal("""["まち","道路","橋"]""", await JsonAsync(new()
        {
            Select = "s",
            Regex = Pattern(".*"),
            Split = "、",
            Lookup = new Dictionary<string, string> { ["市街地"] = "まち" },
        }));

    [Fact]
    public async Task Many_GivesEveryMatch_AndAListEvenOfOne()
    {
        Assert.Equal("""["交通","土木"]""", await JsonAsync(new() { Select = "em", Many = true }));
        Assert.Equal("""["道路"]""", await JsonAsync(new() { Select = "b", Many = true }));
        Assert.Equal("交通", await TextAsync(new() { Select = "em" }));
    }

    [Fact]
    public async Task Lookup_TranslatesAndKeepsWhatItDoesNotKnow()
    {
        Assert.Equal("QUARTERLY", await TextAsync(new() { Select = "u", Lookup = new Dictionary<string, string> { ["四半期"] = "QUARTERLY" } }));
        Assert.Equal("四半期", await TextAsync(new() { Select = "u", Lookup = new Dictionary<string, string> { ["毎年"] = "ANNUAL" } }));
    }

    [Fact]
    public async Task AttributeOfTheItemItself_IsTakenAsItStands() =>
        Assert.Equal("Ｎ-7", await TextAsync(new() { Select = ".", Attr = "data-no" }));

    [Fact]
    public async Task LinkAndImageAddresses_AreAbsolute_UnlessARegexCutsThem()
    {
        Assert.Equal($"{LoopbackSite.Host}/r.html?id=12", await TextAsync(new() { Select = "a", Attr = "href" }));
        Assert.Equal($"{LoopbackSite.Host}/x.png", await TextAsync(new() { Select = "img", Attr = "src" }));
        Assert.Equal("12", await TextAsync(new() { Select = "a", Attr = "href", Regex = Pattern("^\\.\\./r\\.html\\?id=(\\d+)$") }));
    }

    [Fact]
    public async Task MissingValue_GivesTheDefaultOrNothing()
    {
        Assert.Equal("不明", await TextAsync(new() { Select = "q", Default = "不明" }));
        var (payload, problems) = await ReadAsync(new() { Select = "q", Optional = true });
        Assert.DoesNotContain("\"f\"", payload);
        Assert.Empty(problems);
    }

    [Theory]
    [InlineData("q", null)]
    [InlineData("b", "^橋$")]
    public async Task RequiredValueThatIsMissing_IsAProblemOfTheRecord_WhichIsKept(string select, string? regex)
    {
        var (_, problems) = await ReadAsync(new() { Select = select, Regex = regex is null ? null : Pattern(regex) });
        var problem = Assert.Single(problems);
        Assert.Equal(("missing-value", "f", Severity.Warning), (problem.Problem.Code, problem.Problem.Field, problem.Problem.Severity));
        Assert.Contains($"\"{select}\"", problem.Problem.Detail);
        Assert.Equal(("道路", 1L), (problem.RecordId, problem.Position));
    }

    [Fact]
    public async Task AddressThatIsNone_IsKeptAndReported()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/index.html", "<li><b>道路</b><a href='http://[x/'>x</a>");
        var harvest = await Harvest.HtmlAsync(site, Blocks.Of("li", "b"));
        Assert.Equal(["http://[x/"], harvest.Files(0));
        Assert.Equal(("bad-address", "distributions.downloadUrl"), (harvest.Problems[0].Problem.Code, harvest.Problems[0].Problem.Field));
    }

    [Fact]
    public async Task MailAddressOfAContact_IsKept()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/index.html", "<li><b>道路</b><a href='mailto:d@city.example.jp'>課</a>");
        var harvest = await Harvest.HtmlAsync(site, Blocks.Of("li", "b").With("contactPoint.email", new() { Select = "a", Attr = "href" }));
        Assert.Equal("mailto:d@city.example.jp", (string?)harvest.Payloads[0]["contactPoint.email"]);
    }

    [Fact]
    public async Task Identity_IsTheIdField_ElseCategoryAndTitle()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/index.html", "<li id=a-1><i>土木</i><b>ＡＥＤ　一覧</b>");
        var block = Blocks.Of("li", "b").With("groups", new() { Select = "i", Many = true });
        Assert.Equal("土木/AED 一覧", (await Harvest.HtmlAsync(site, block)).Records[0].RecordId);
        Assert.Equal("a-1", (await Harvest.HtmlAsync(site, block.With("id", new() { Select = ".", Attr = "id" }))).Records[0].RecordId);
    }

    [Fact]
    public async Task SamePageTwice_GivesTheSameBytesAndHashes()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/index.html", "<li><b>道路</b><a href=a.csv>CSV</a><li><b>橋</b>");
        var block = Blocks.Of("li", "b");
        var first = await Harvest.HtmlAsync(site, block);
        var second = await Harvest.HtmlAsync(site, block);
        Assert.Equal(first.Records.Select(record => record.RawHash), second.Records.Select(record => record.RawHash));
        Assert.Equal(
            $$"""{"distributions":[{"downloadUrl":"{{LoopbackSite.Host}}/a.csv","format":"CSV"}],"title":"道路"}""",
            System.Text.Encoding.UTF8.GetString(first.Records[0].Payload.Span));
        Assert.NotEqual(first.Records[0].RawHash, first.Records[1].RawHash);
    }

    private static async Task<string?> TextAsync(HtmlValue value) =>
        (string?)System.Text.Json.Nodes.JsonNode.Parse((await ReadAsync(value)).Payload)!["f"];

    private static async Task<string?> JsonAsync(HtmlValue value) =>
        System.Text.Json.Nodes.JsonNode.Parse((await ReadAsync(value)).Payload)!["f"]!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private static async Task<(string Payload, IReadOnlyList<RunProblem> Problems)> ReadAsync(HtmlValue value)
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/index.html", Item);
        var harvest = await Harvest.HtmlAsync(site, Blocks.Of("li", "b").With("f", value) with { Distributions = null });
        return (System.Text.Encoding.UTF8.GetString(harvest.Records[0].Payload.Span), harvest.Problems);
    }

    private static Regex Pattern(string pattern) => new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
}
