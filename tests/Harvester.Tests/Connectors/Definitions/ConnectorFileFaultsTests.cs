using System.Diagnostics;
using Harvester.Connectors.Definitions;
using Xunit;

namespace Harvester.Tests.Connectors.Definitions;

public sealed class ConnectorFileFaultsTests
{
    private const string Head = "format: 1\ntitle: 港区\npublisher: { code: \"131032\" }\nschedule: daily\n";
    private const string List = "list: { url: https://example.jp/a.csv }\n";
    private const string Html = "html:\n  start: https://example.jp/\n  items: { select: tr }\n  fields: { title: { select: td } }\n";

    [Theory]
    // The keys of the root
    [InlineData(Head + List + "titel: x\n", 6, 1, "unknown key 'titel'")]
    [InlineData(Head + List + "title: x\n", 6, 1, "is here twice")]
    [InlineData("title: x\npublisher: { code: \"131032\" }\nschedule: daily\n" + List, 1, 1, "'format' is missing")]
    [InlineData("format: 2\ntitle: x\npublisher: { code: \"131032\" }\nschedule: daily\n" + List, 1, 1, "this Harvester reads format 1")]
    [InlineData("format: 1\ntitle: x\nschedule: daily\n" + List, 1, 1, "'publisher' is missing")]
    [InlineData(Head, 1, 1, "one of the blocks ckan, dcat, html, list")]
    [InlineData(Head + List + "dcat: { catalog: https://example.jp/c.ttl }\n", 6, 1, "a source has one block; 'list' is there already")]
    [InlineData(Head + List + "enabled: yes\n", 6, 10, "in quotes")]
    [InlineData(Head + List + "shared: 1\n", 6, 9, "expected true or false")]
    [InlineData(Head + "list:\n", 5, 6, "has no value")]
    // Codes, schedules, sizes
    [InlineData("format: 1\ntitle: x\npublisher: { code: \"131033\" }\nschedule: daily\n" + List, 3, 20, "13103 gives 131032")]
    [InlineData("format: 1\ntitle: x\npublisher: { code: 0131032 }\nschedule: daily\n" + List, 3, 20, "expected a text of six digits, code: \"131032\"")]
    [InlineData("format: 1\ntitle: x\npublisher: { code: 13103 }\nschedule: daily\n" + List, 3, 20, "six digits")]
    [InlineData("format: 1\ntitle: x\npublisher: { code: \"011002\" }\nschedule: daily\n" + List, 3, 20, "not in the list of municipalities")]
    [InlineData("format: 1\ntitle: x\npublisher: { code: \"131032\" }\nschedule: dayly\n" + List, 4, 11, "expected daily, weekly, hourly or a Quartz cron")]
    [InlineData("format: 1\ntitle: x\npublisher: { code: \"131032\" }\nschedule: \"30 3 * * *\"\n" + List, 4, 11, "6 or 7 fields")]
    [InlineData("format: 1\ntitle: x\npublisher: { code: \"131032\" }\nschedule: \"0 30 3 * * *\"\n" + List, 4, 11, "no cron expression: '?' is needed")]
    [InlineData(Head + List + "http: { delay: 1 second }\n", 6, 16, "expected a duration")]
    [InlineData(Head + List + "http: { dealy: 1s }\n", 6, 9, "did you mean 'delay'?")]
    [InlineData(Head + List + "http: { max-bytes: lots }\n", 6, 20, "expected a size")]
    [InlineData(Head + List + "http: { concurrency: 0 }\n", 6, 22, "from 1 to 8")]
    [InlineData(Head + List + "http: { robots: ignore }\n", 6, 17, "expected obey")]
    [InlineData(Head + List + "http: { robots: { agreed-with: a, on: 2026-02-30, why: b } }\n", 6, 39, "expected a date")]
    [InlineData(Head + List + "http: { robots: { agreed-with: a, on: 2026-02-28 } }\n", 6, 17, "'why' is missing in http.robots")]
    [InlineData(Head + List + "http: { secret-header: \"X-Key: hunter2\" }\n", 6, 24, "environment variable")]
    [InlineData(Head + List + "http: { secret: hunter2 }\n", 6, 9, "unknown key 'secret'")]
    [InlineData(Head + List + "expect: { datasets: { min: 9, max: 3 } }\n", 6, 28, "9 is more than max, 3")]
    [InlineData(Head + List + "expect: { max-drop: 0.1 }\n", 6, 21, "expected a share")]
    [InlineData(Head + List + "licence: { id: CC BY 4.0 }\n", 6, 16, "expected an SPDX id")]
    [InlineData(Head + List + "licence: { id: CC-BY-40 }\n", 6, 16, "did you mean 'CC-BY-4.0'?")]
    // The four blocks
    [InlineData(Head + "list: { url: a.csv }\n", 5, 14, "expected an address")]
    [InlineData(Head + "list: { url: https://example.jp/, charset: sjis }\n", 5, 44, "expected auto, utf-8, shift_jis")]
    [InlineData(Head + "list: { url: https://example.jp/a.CSV, sheet: 一覧 }\n", 5, 47, "a CSV has no sheets")]
    [InlineData(Head + "dcat: { catalog: https://example.jp/c.ttl, pages: /d/ }\n", 5, 51, "only a sitemap")]
    [InlineData(Head + "dcat: { catalog: https://example.jp/sitemap.xml, syntax: rdfxml, pages: /d/ }\n", 5, 73, "only a sitemap")]
    [InlineData(Head + "ckan: { api: https://example.jp/ }\n", 5, 14, "ends in /api/3/action")]
    [InlineData(Head + "ckan: { api: https://u:hunter2@example.jp/api/3/action }\n", 5, 14, "must not carry a user name or password")]
    [InlineData(Head + "ckan: { filter: x }\n", 5, 7, "'api' is missing in ckan")]
    [InlineData(Head + "ckan: { api: https://example.jp/api/3/action, identity: guid }\n", 5, 57, "expected id, name, uuid")]
    [InlineData(Head + "ckan: { api: https://example.jp/api/3/action, listing: package_list, filter: x }\n", 5, 78, "only package_search filters")]
    [InlineData(Head + "ckan: { api: https://example.jp/api/3/action, listing: package_list, incremental: true }\n", 5, 83, "only package_search tells changes")]
    [InlineData(Head + "ckan: { api: https://example.jp/api/3/action, fields: { titel: { from: t } } }\n", 5, 57, "did you mean 'title'?")]
    [InlineData(Head + "ckan: { api: https://example.jp/api/3/action, fields: { title: { form: t } } }\n", 5, 66, "did you mean 'from'?", 2)]
    [InlineData(Head + "ckan: { api: https://example.jp/api/3/action, fields: { title: {} } }\n", 5, 64, "needs 'from' with at least one path, or a default")]
    [InlineData(Head + "ckan: { api: https://example.jp/api/3/action, fields: { title: { from: [a..b] } } }\n", 5, 66, "has an empty step")]
    [InlineData(Head + "ckan: { api: https://example.jp/api/3/action, fields: { title: { from: [] } } }\n", 5, 64, "needs 'from' with at least one path")]
    [InlineData(Head + "ckan: { api: https://example.jp/api/3/action, fields: { licence: { from: a, vocabulary: licence } } }\n", 5, 89, "did you mean 'licences'?")]
    [InlineData(Head + "ckan: { api: https://example.jp/api/3/action, fields: { title: { from: a, vocabulary: licences } } }\n", 5, 75, "'licences' does not translate this field")]
    [InlineData(Head + "ckan: { api: https://example.jp/api/3/action, fields: { title: text } }\n", 5, 64, "expected")]
    [InlineData(Head + "dcat: { catalog: https://example.jp/c, syntax: xml }\n", 5, 48, "expected auto, turtle")]
    [InlineData(Head + "html: { start: [], items: { select: a }, fields: { title: { select: b } } }\n", 5, 16, "at least one address")]
    [InlineData(Head + "html: { start: https://a.jp/, items: { select: \"a[\" }, fields: { title: { select: b } } }\n", 5, 48, "'a[' is no CSS selector")]
    [InlineData(Head + "html: { start: https://a.jp/, items: { select: . }, fields: { title: { select: b } } }\n", 5, 48, "has no meaning for a whole page")]
    [InlineData(Head + "html: { start: https://a.jp/, items: { select: a }, fields: { modified: { select: b } } }\n", 5, 61, "'title' is missing")]
    [InlineData(Head + "html: { start: https://a.jp/, items: { select: a }, group-by: titl, fields: { title: { select: b } } }\n", 5, 63, "did you mean 'title'?")]
    [InlineData(Head + "html: { start: https://a.jp/, items: { select: a }, fields: { title: { attr: b } } }\n", 5, 70, "expected select", 2)]
    [InlineData(Head + Html + "  distributions: { items: { select: a }, fields: { title: { select: b } } }\n", 9, 50, "'downloadUrl' and 'accessUrl'")]
    [InlineData(Head + Html + "  detail: { select: \"a >\" }\n", 9, 21, "no CSS selector")]
    [InlineData(Head + "html: { start: https://a.jp/, items: { select: a }, fields: { title: { select: b, regex: \"(\" } } }\n", 5, 90, "wrong at character 2")]
    [InlineData(Head + "html: { start: https://a.jp/, items: { select: a }, fields: { title: { select: b, regex: \"(?=a)\" } } }\n", 5, 90, "lookarounds")]
    [InlineData(Head + "html: { start: https://a.jp/, items: { select: a }, fields: { title: { select: b, regex: '(a)\\1' } } }\n", 5, 90, "backreferences")]
    [InlineData(Head + "html: { start: https://a.jp/, items: { select: a }, fields: { title: { select: b, regex: \"((a{999}){999}){999}\" } } }\n", 5, 90, "multiply")]
    [InlineData(Head + "html: { start: https://a.jp/, items: { select: a }, fields: { title: { select: b, split: \",\" } } }\n", 5, 90, "many: true")]
    [InlineData(Head + "html: { start: https://a.jp/, items: { select: a }, fields: { title: { select: b }, rights: { from: auto } } }\n", 5, 101, "only title, format, byteSize, issued, modified")]
    [InlineData(Head + "html: { start: https://a.jp/, items: { select: a }, fields: { title: { column: b, row: c } } }\n", 5, 83, "stands in one place; 'column'")]
    [InlineData(Head + "html: { start: https://a.jp/, items: { select: a }, fields: { title: { column: [] } } }\n", 5, 80, "at least one name")]
    [InlineData(Head + "html: { start: https://a.jp/, items: { select: a }, fields: { title: { before: . } } }\n", 5, 80, "has no meaning")]
    [InlineData(Head + "html: { start: https://a.jp/, items: { select: a }, fields: { title: { from: section, attr: b } } }\n", 5, 78, "leave out attr", 2)]
    [InlineData(Head + "html: { start: https://a.jp/, items: { select: a }, fields: { title: { select: b, attr: c, without: d } } }\n", 5, 101, "not an attribute")]
    [InlineData(Head + "html: { start: https://a.jp/, items: { select: a, head: 1 }, fields: { title: { select: b } } }\n", 5, 51, "layout: table or cells only")]
    [InlineData(Head + "html: { start: https://a.jp/, items: { select: a, layout: lines, until: b }, fields: { title: { select: b } } }\n", 5, 66, "layout: sections only")]
    [InlineData(Head + "html: { start: https://a.jp/, items: { select: a, layout: cells, ditto: 1 }, fields: { title: { select: b } } }\n", 5, 66, "layout: table only")]
    [InlineData(Head + "html: { start: https://a.jp/, items: { select: a, known-format: true }, fields: { title: { select: b } } }\n", 5, 51, "unknown key 'known-format'")]
    [InlineData(Head + "html: { start: https://a.jp/, items: { select: a }, files: required, fields: { title: { select: b } } }\n", 5, 60, "needs distributions")]
    [InlineData(Head + "html: { start: https://a.jp/, items: { select: a }, fields: { title: { from: link } } }\n", 5, 78, "from: link needs index")]
    [InlineData(Head + "html: { start: https://a.jp/, items: { select: a }, fields: { title: { select: b, from: item } } }\n", 5, 89, "from: item needs detail")]
    [InlineData(Head + Html + "  index: []\n", 9, 10, "from 1 to 4 levels")]
    [InlineData(Head + Html + "  pages: { template: \"?p=2\" }\n", 9, 22, "with {page} in one place")]
    [InlineData(Head + Html + "  pages: { template: \"?p={page}\", select: a }\n", 9, 43, "a template needs no links")]
    [InlineData(Head + Html + "  pages: { select: a, step: 20 }\n", 9, 29, "numbers belong to a template")]
    [InlineData(Head + Html + "  next: { select: a }\n  pages: { select: b }\n", 10, 3, "by next or by pages, not by both")]
    [InlineData(Head + Html + "  hosts: https://b.jp/\n", 9, 10, "is no host name")]
    [InlineData(Head + Html + "  skip-address: \"(\"\n", 9, 17, "wrong at character 2")]
    [InlineData(Head + "html: { sitemap: { url: https://a.jp/s.xml }, items: { select: a }, fields: { title: { select: b } } }\n", 5, 47, "no listing beside it")]
    [InlineData(Head + "html: { start: https://a.jp/, items: { select: a }, fields: { title: { select: b, date: wareki } } }\n", 5, 89, "expected auto")]
    public void Fault_IsReportedAtItsPlace(string text, int line, int column, string message, int count = 1)
    {
        var files = ConnectorFiles.Parse("minato.yml", text, TestChecks.All);

        Assert.Empty(files.Files);
        Assert.True(files.Errors.Count == count, string.Join('\n', files.Errors));
        Assert.Contains(files.Errors, error => (error.Line, error.Column) == (line, column) && error.Message.Contains(message, StringComparison.Ordinal));
        Assert.All(files.Errors, error => Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void SeveralFaults_AreAllReportedAtOnce()
    {
        var files = ConnectorFiles.Parse("minato.yml", "format: 1\ntitle:\nschedule: never\nhttp: { delay: x }\nlist: { url: y }\nunknown: z\n", TestChecks.All);

        Assert.Equal(
            ["(1,1)", "(2,7)", "(3,11)", "(4,16)", "(5,14)", "(6,1)"],
            files.Errors.Select(error => $"({error.Line},{error.Column})"));
    }

    [Fact]
    public void PatternThatBacktracks_IsHarmless()
    {
        var text = Head + "html: { start: https://a.jp/, items: { select: a }, fields: { title: { select: b, regex: \"^(a+)+$\" } } }\n";
        var regex = Assert.Single(ConnectorFiles.Parse("minato.yml", text, TestChecks.All).Files).Html!.Fields["title"].Regex!;
        var watch = Stopwatch.StartNew();

        Assert.DoesNotMatch(regex, new string('a', 50_000) + "!");
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"{watch.Elapsed}");
    }
}
