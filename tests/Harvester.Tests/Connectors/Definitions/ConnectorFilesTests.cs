using System.Text;
using Harvester.Connectors.Definitions;
using Harvester.Core.Model;
using Xunit;

namespace Harvester.Tests.Connectors.Definitions;

public sealed class ConnectorFilesTests : IDisposable
{
    private const string Small = "format: 1\ntitle: 港区\npublisher: { code: 131032 }\nschedule: daily\nlist: { url: https://example.jp/a.csv }\n";
    private readonly TemporaryFolder folder = new();

    private static string? PartOf(string block)
    {
        var parsed = ConnectorFiles.Parse("minato.yml", $"format: 1\ntitle: 港区\npublisher: {{ code: 131032 }}\nschedule: daily\n{block}\n", TestChecks.All);
        Assert.Empty(parsed.Errors);
        return Assert.Single(parsed.Files).Source.Part;
    }

    [Theory] // pitfall 12: what is then lacking is the file's doing
    [InlineData("dcat: { catalog: https://x.jp/c }", "dcat: { catalog: https://x.jp/c, pages: /d/ }")]
    [InlineData("list: { url: https://x.jp/a.xlsx, sheet: 一 }", "list: { url: https://x.jp/a.xlsx, sheet: 二 }")]
    [InlineData("html: { start: https://x.jp/, items: { select: tr }, fields: { title: { select: a } }, distributions: { items: { select: a }, fields: { downloadUrl: { select: a, attr: href } } } }",
        "html: { start: https://x.jp/, items: { select: tr }, files: required, fields: { title: { select: a } }, distributions: { items: { select: a }, fields: { downloadUrl: { select: a, attr: href } } } }")]
    [InlineData("html: { start: https://x.jp/, items: { select: tr }, fields: { title: { select: a } } }", "html: { start: https://x.jp/, items: { select: tr, skip: .old }, fields: { title: { select: a } } }")]
    public void AnotherBlock_ReadsAnotherPartOfTheSource(string one, string other)
    {
        Assert.NotNull(PartOf(one));
        Assert.NotEqual(PartOf(one), PartOf(other));
    }

    [Fact]
    public void SameBlock_WrittenOtherwise_ReadsTheSamePart() => Assert.Equal(
        PartOf("html: { start: https://x.jp/, items: { select: tr, skip: .old }, fields: { title: { select: a } } }"),
        PartOf("html:\n  # all of them\n  items:\n    skip: '.old'\n    select: \"tr\"\n  start: https://x.jp/\n  fields:\n    title:\n      select: a"));

    [Fact]
    public void CkanFile_IsReadInFull()
    {
        folder.Write("wards/minato.yml", """
            format: 1
            title: 港区オープンデータカタログ
            publisher: { code: "131032", url: https://www.city.minato.tokyo.jp/ }
            schedule: "0 30 3 * * ?"
            enabled: false
            shared: true
            http: { delay: 500ms, concurrency: 2, timeout: 2m, max-bytes: 1GB, secret-header: X-Key, robots: { agreed-with: 区, on: 2026-09-30, why: "API" } }
            ckan:
              api: https://example.jp/api/3/action
              filter: "organization:t131032"
              identity: name
              incremental: true
              fields:
                publisher.name: { from: [extras.部署名, extras.担当], vocabulary: publishers, default: 不明 }
                language: { default: ja }
            expect: { datasets: { min: 50, max: 1000 }, max-drop: 10% }
            licence: { id: CC-BY-4.0, statement: https://example.jp/terms }
            """);

        var files = ConnectorFiles.Load(folder.Path, TestChecks.All);

        Assert.Empty(files.Errors);
        var file = Assert.Single(files.Files);
        Assert.Equal(("minato", "港区オープンデータカタログ", RecordKind.Ckan, "131032"), (file.Source.Id, file.Source.Title, file.Source.Kind, file.Source.PublisherCode));
        Assert.Equal(("0 30 3 * * ?", false, true), (file.Source.Schedule, file.Source.Enabled, file.Source.Shared));
        Assert.Equal(new Expectations { MinDatasets = 50, MaxDatasets = 1000, MaxDrop = 0.1 }, file.Source.Expect);
        Assert.Equal(new SiteLicence("CC-BY-4.0", "https://example.jp/terms"), file.Source.Licence);
        Assert.Equal(["extras.部署名", "extras.担当"], file.Source.Fields["publisher.name"].From);
        Assert.Equal(("publishers", "不明"), (file.Source.Fields["publisher.name"].Vocabulary, file.Source.Fields["publisher.name"].Default));
        Assert.Empty(file.Source.Fields["language"].From);
        Assert.EndsWith("minato.yml", file.Source.File, StringComparison.Ordinal);
        Assert.Equal(new HttpBlock
        {
            Delay = TimeSpan.FromMilliseconds(500),
            Concurrency = 2,
            Timeout = TimeSpan.FromMinutes(2),
            MaxBytes = 1L << 30,
            SecretHeader = "X-Key",
            Robots = new RobotsAgreement("区", new DateOnly(2026, 9, 30), "API"),
        }, file.Http);
        Assert.Equal(
            new CkanBlock { Api = new Uri("https://example.jp/api/3/action"), Filter = "organization:t131032", Identity = CkanIdentity.Name, Incremental = true },
            file.Ckan);
    }

    [Fact]
    public void FaultsOfAllFiles_AreReportedTogether_AndTheOthersAreRead()
    {
        folder.Write("a/good.yml", Small);
        folder.Write("a/bad.yml", Small + "x: 1\n");
        folder.Write("b/worse.yml", "");
        folder.Write("b/tab.yml", "format: 1\n\ttitle: x\n");

        var files = ConnectorFiles.Load(folder.Path, TestChecks.All);

        Assert.Equal(["good"], files.Files.Select(file => file.Source.Id));
        Assert.Equal(
            ["bad.yml(6,1)", "tab.yml(2,1)", "worse.yml(1,1)"],
            files.Errors.Select(error => $"{Path.GetFileName(error.File)}({error.Line},{error.Column})"));
    }

    [Theory]
    [InlineData("Minato.yml", "the id 'Minato'")]
    [InlineData("港区.yml", "the id '港区'")]
    [InlineData("a_b.yml", "the id 'a_b'")]
    [InlineData("a--b.yml", "the id 'a--b'")]
    [InlineData("minato.yaml", "must end in .yml")]
    public void NameOfTheFile_MustBeAnId(string name, string message)
    {
        folder.Write(name, Small);

        var files = ConnectorFiles.Load(folder.Path, TestChecks.All);

        Assert.Empty(files.Files);
        Assert.Contains(message, Assert.Single(files.Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SameIdInTwoFolders_IsRefusedForTheSecond()
    {
        folder.Write("a/minato.yml", Small);
        folder.Write("b/minato.yml", Small);

        var files = ConnectorFiles.Load(folder.Path, TestChecks.All);

        Assert.Single(files.Files);
        Assert.Contains("the id 'minato' is taken by", Assert.Single(files.Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void BomAndCrLf_AreRead()
    {
        folder.Write("minato.yml", [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Small.ReplaceLineEndings("\r\n"))]);

        var files = ConnectorFiles.Load(folder.Path, TestChecks.All);

        Assert.Empty(files.Errors);
        Assert.Equal("港区", files.Files[0].Source.Title);
    }

    [Fact]
    public void FileThatIsNotUtf8_IsRefused()
    {
        folder.Write("minato.yml", [.. "title: "u8, 0x8D, 0x60, 0x8B, 0xE6]);

        Assert.Contains("not UTF-8", Assert.Single(ConnectorFiles.Load(folder.Path, TestChecks.All).Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FileBeyondOneMegabyte_IsRefusedUnread()
    {
        folder.Write("minato.yml", Small + new string('#', 1 << 20));

        Assert.Contains("at most 1048576", Assert.Single(ConnectorFiles.Load(folder.Path, TestChecks.All).Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FileOfOneMegabyte_IsRead()
    {
        folder.Write("minato.yml", Small + string.Concat(Enumerable.Repeat("# comment\n", 104_000)));

        Assert.Single(ConnectorFiles.Load(folder.Path, TestChecks.All).Files);
    }

    [Fact]
    public void AbsentFolderOrFile_IsAnErrorNotAnEmptyList()
    {
        Assert.Single(ConnectorFiles.Load(Path.Combine(folder.Path, "nowhere"), TestChecks.All).Errors);
        Assert.Single(ConnectorFiles.LoadFile(Path.Combine(folder.Path, "nowhere.yml"), TestChecks.All).Errors);
    }

    public void Dispose() => folder.Dispose();
}
