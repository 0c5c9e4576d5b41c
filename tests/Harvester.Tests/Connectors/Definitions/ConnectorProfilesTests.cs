using Harvester.Connectors.Definitions;
using Xunit;

namespace Harvester.Tests.Connectors.Definitions;

public sealed class ConnectorProfilesTests : IDisposable
{
    private const string Head = "format: 1\ntitle: 港区\npublisher: { code: 131032 }\n";
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void File_IsLaidOverItsProfiles()
    {
        folder.Write("profiles/base.yml", "schedule: weekly\nhttp: { delay: 9s, timeout: 9s }\nhtml: { items: { select: li }, fields: { title: { select: a }, groups: { select: h2 } } }\n");
        folder.Write("profiles/cms.yml", "extends: base\nhttp: { delay: 5s }\nhtml: { items: { select: tr, skip: th } }\n");
        folder.Write("a/minato.yml", Head + "extends: cms\nhttp: { concurrency: 2 }\nhtml: { start: https://example.jp/, fields: { title: { select: b } } }\n");

        var files = ConnectorFiles.Load(folder.Path, TestChecks.All);

        Assert.Empty(files.Errors);
        var file = Assert.Single(files.Files);
        Assert.Equal((5, 9, 2), (file.Http.Delay.TotalSeconds, file.Http.Timeout.TotalSeconds, file.Http.Concurrency));
        Assert.Equal(new HtmlItems("tr", "th"), file.Html!.Items);
        Assert.Equal("b", file.Html.Fields["title"].Select);
        Assert.Equal("h2", file.Html.Fields["groups"].Select);
        Assert.Equal("weekly", file.Source.Schedule);
        Assert.Equal(file.Http, Assert.Single(ConnectorFiles.LoadFile(file.Source.File!, TestChecks.All).Files).Http);
    }

    [Fact]
    public void FaultInAProfile_NamesTheProfileOnce()
    {
        folder.Write("profiles/cms.yml", "schedule: daily\nhttp:\n  dealy: 5s\n  timeout: long\n");
        folder.Write("a/one.yml", Head + "extends: cms\nlist: { url: https://example.jp/a.csv }\n");
        folder.Write("a/two.yml", Head + "extends: cms\nlist: { url: https://example.jp/b.csv }\n");

        var files = ConnectorFiles.Load(folder.Path, TestChecks.All);

        Assert.Empty(files.Files);
        Assert.Equal(["cms.yml(3,3)", "cms.yml(4,12)"], files.Errors.Select(error => $"{Path.GetFileName(error.File)}({error.Line},{error.Column})"));
    }

    [Fact]
    public void ProfilesInACircle_AreRefused()
    {
        folder.Write("profiles/a.yml", "extends: b\n");
        folder.Write("profiles/b.yml", "schedule: daily\nextends: a\n");
        folder.Write("x/minato.yml", Head + "extends: a\nlist: { url: https://example.jp/a.csv }\n");

        var error = Assert.Single(ConnectorFiles.Load(folder.Path, TestChecks.All).Errors);

        Assert.Equal(("b.yml", 2, 10), (Path.GetFileName(error.File), error.Line, error.Column));
        Assert.Contains("a → b → a", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cmss", "did you mean 'cms'?")]
    [InlineData("../profiles/cms", "there is no profile")]
    public void UnknownProfile_IsRefused(string name, string message)
    {
        folder.Write("profiles/cms.yml", "http: { delay: 5s }\n");
        folder.Write("x/minato.yml", Head + $"schedule: daily\nextends: {name}\nlist: {{ url: https://example.jp/a.csv }}\n");

        var error = Assert.Single(ConnectorFiles.Load(folder.Path, TestChecks.All).Errors);

        Assert.Equal(("minato.yml", 5, 10), (Path.GetFileName(error.File), error.Line, error.Column));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void BrokenProfileThatNobodyExtends_IsReported()
    {
        folder.Write("profiles/cms.yml", "http: { delay\n");

        Assert.Single(ConnectorFiles.Load(folder.Path, TestChecks.All).Errors);
    }

    [Fact]
    public void Profile_NeedNotBeComplete_ButWhatItSaysIsChecked()
    {
        folder.Write("profiles/good.yml", "html: { items: { skip: th }, detail: { attr: data-url }, group-by: unit, fields: { groups: { from: link }, modified: { date: auto } }, distributions: { fields: { format: { from: auto } } } }\n");
        folder.Write("profiles/bad.yml", "html:\n  items: { select: \"a[\" }\n  detial: { select: a }\n  pages: { template: \"?p=1\" }\n  fields: { titel: { select: a }, title: { select: a, regex: \"(\" } }\n");

        var errors = ConnectorFiles.Load(folder.Path, TestChecks.All).Errors;

        Assert.Equal([2, 3, 4, 5, 5], errors.Select(error => error.Line));
        Assert.All(errors, error => Assert.Equal("bad.yml", Path.GetFileName(error.File)));
    }

    public void Dispose() => folder.Dispose();
}
