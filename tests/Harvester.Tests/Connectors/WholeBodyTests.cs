using System.Text;
using Harvester.Connectors.Dcat;
using Harvester.Connectors.Definitions;
using Harvester.Connectors.Html;
using Harvester.Connectors.List;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Tests.Connectors.Html;
using Xunit;

namespace Harvester.Tests.Connectors;

/// <summary>What every connector that uses whole answers owes: a broken one is asked for once more, and its address is shown without a password.</summary>
public sealed class WholeBodyTests
{
    private const string Turtle = "<http://a/1> a <http://www.w3.org/ns/dcat#Dataset> .\n<http://a/2> a <http://www.w3.org/ns/dcat#Dataset> .";
    private const string DataJson = """{"dataset":[{"identifier":"a","title":"一"},{"identifier":"b","title":"二"}]}""";
    private const string Csv = "ID,名称\r\na,一\r\nb,二\r\n";
    private const string Page = "<li>一</li><li>二</li>";

    [Theory]
    [InlineData("text/html; charset=utf-8", Page)]
    [InlineData("text/turtle", Turtle)]
    [InlineData("application/json", DataJson)]
    [InlineData("text/csv", Csv)]
    public async Task AnswerThatBreaksOff_IsAskedForOnceMore(string type, string text)
    {
        var whole = Answer(type, text, text);
        await using var server = RawServer.Start(Answer(type, text, text[..(text.Length / 2)]), whole);
        using var network = Sources.Network();
        var file = File(type, server.Url);

        var (records, reading, problems) = await Sources.ReadAsync(Connector(file, network.FetcherFor(file)));

        Assert.Equal((2, 2, true), (records.Count, reading.Requests, reading.ReachedEnd));
        Assert.DoesNotContain(problems, problem => problem.Problem.Severity is Severity.Error);
    }

    [Theory]
    [InlineData("text/html; charset=utf-8", Page)]
    [InlineData("text/turtle", Turtle)]
    [InlineData("application/json", DataJson)]
    [InlineData("text/csv", Csv)]
    public async Task AnswerThatAlwaysBreaksOff_IsAFault(string type, string text)
    {
        await using var server = RawServer.Start(Answer(type, text, text[..(text.Length / 2)]));
        using var network = Sources.Network();
        var file = File(type, server.Url);

        var fault = await Assert.ThrowsAsync<SourceException>(() => Sources.ReadAsync(Connector(file, network.FetcherFor(file))));

        Assert.Equal("truncated", fault.Code);
    }

    [Theory]
    [InlineData("text/html", "<p>", "selector-matched-nothing")]
    [InlineData("application/pdf", "%PDF", "not-html")]
    [InlineData("text/html", "<li class=captcha>", "fail-when")]
    [InlineData("text/turtle", "<a", "not-rdf")]
    [InlineData("text/turtle", "<html>", "html-instead-of-rdf")]
    [InlineData("application/json", "{", "not-json")]
    [InlineData("text/csv", "<html>", "html-instead-of-csv")]
    [InlineData("text/csv", "PK\u0003\u0004", "broken-workbook")]
    [InlineData("application/json", "{}", "not-a-catalog")]
    public async Task AddressWithAPassword_IsShownWithoutIt(string type, string text, string code)
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Text("/x", text, type);

        var fault = await Assert.ThrowsAsync<SourceException>(() => Sources.ReadAsync(Connector(File(type, new Uri("http://u:hunter2@www.city.example.jp/x")), site)));

        Assert.Equal((code, "http://www.city.example.jp/x"), (fault.Code, fault.Url));
        Assert.DoesNotContain("hunter2", fault.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/html", "<li>一<a class=next href='http://u:hunter2@www.city.example.jp/y'>次</a>")]
    [InlineData("text/html", "<li>一<a class=next href='http://u:hunter2@www.city.example.jp/x'>次</a>")]
    [InlineData("text/turtle", "<http://a/1> a <http://www.w3.org/ns/dcat#Dataset> . <http://www.city.example.jp/x> <http://www.w3.org/ns/hydra/core#next> <http://u:hunter2@www.city.example.jp/y> .")]
    [InlineData("text/turtle", "<http://a/1> a <http://www.w3.org/ns/dcat#Dataset> . <http://www.city.example.jp/x> <http://www.w3.org/ns/hydra/core#next> <http://u:hunter2@elsewhere.example.jp/y> .")]
    public async Task NextPageWithAPassword_IsShownWithoutIt(string type, string text)
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Text("/x", text, type);

        var (_, reading, problems) = await Sources.ReadAsync(Connector(File(type, new Uri("http://www.city.example.jp/x")), site));

        Assert.NotEmpty(reading.Doubts);
        Assert.DoesNotContain("hunter2", string.Join('\n', reading.Doubts), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", string.Join('\n', problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DetailPageWithAPassword_IsShownWithoutIt()
    {
        await using var site = await LoopbackSite.StartAsync();
        var links = Enumerable.Range(1, 20).Select(number => $"<li><a href='/{number}'>{number}</a>");
        site.Html("/x", string.Concat(links) + "<li><a href='http://u:hunter2@www.city.example.jp/y'>一</a><li><a href='http://u:hunter2@www.city.example.jp/z'>二</a>").Html("/y", "<p>");
        for (var number = 1; number <= 20; number++)
            site.Html($"/{number}", $"<h1>第{number}号</h1>");
        var file = File("text/html", new Uri("http://www.city.example.jp/x"));

        var (_, reading, problems) = await Sources.ReadAsync(Connector(
            file with { Html = Blocks.Of("li", "h1") with { Start = file.Html!.Start, Detail = new HtmlLink("a", "href", false) } }, site));

        Assert.Equal(2, reading.Unreadable);
        Assert.Equal(["http://www.city.example.jp/y", "http://www.city.example.jp/z"], problems.Select(problem => problem.RecordUrl));
        Assert.DoesNotContain("hunter2", string.Join('\n', problems), StringComparison.Ordinal);
    }

    private static string Answer(string type, string text, string sent) =>
        $"HTTP/1.1 200 OK\r\nContent-Type: {type}\r\nConnection: close\r\nContent-Length: {Encoding.UTF8.GetByteCount(text)}\r\n\r\n{sent}";

    private static ConnectorFile File(string type, Uri url) => type.StartsWith("text/html", StringComparison.Ordinal) || type == "application/pdf"
        ? Harvest.FileOf(RecordKind.Html) with { Http = Sources.Quick, Html = Blocks.Of("li").Paged() with { Start = [url], FailWhen = ".captcha" } }
        : type is "text/csv" ? Sources.List(url)
        : Harvest.FileOf(RecordKind.Dcat) with { Http = Sources.Quick, Dcat = new DcatBlock { Catalog = url } };

    private static IConnector Connector(ConnectorFile file, Harvester.Connectors.Fetching.IFetcher fetcher) =>
        file.List is not null ? new ListConnector(file, fetcher) : file.Html is null ? new DcatConnector(file, fetcher) : new HtmlConnector(file, fetcher);
}
