using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Harvester.SamplePortals;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace Harvester.Tests.SamplePortals;

/// <summary>The selectors of the HTML connectors fit the pages; whether the connector understands them is its own tests' affair.</summary>
public sealed class SampleConnectorsTests
{
    private static readonly Encoding Cp932 = CodePagesEncodingProvider.Instance.GetEncoding(932)!;

    [Theory]
    [InlineData("sample-tokyo-ckan", "ckan", "130001")]
    [InlineData("sample-minato-dcat", "dcat", "131032")]
    [InlineData("sample-machida-rdfxml", "dcat", "132098")]
    [InlineData("sample-shibuya-datajson", "dcat", "131130")]
    [InlineData("sample-fuchu-list", "list", "132063")]
    [InlineData("sample-kiyose-html", "html", "132217")]
    [InlineData("sample-hachijo-html", "html", "134015")]
    public void EveryFile_IsYamlWithOneKindBlockAndAnExpectationThatHolds(string id, string kind, string code)
    {
        var root = Parse(id);

        Assert.Equal([kind], root.Children.Keys.Select(key => key.ToString()).Intersect(["ckan", "dcat", "html", "list"]));
        Assert.Equal(code, At(root, "publisher", "code").ToString());
        var datasets = At(root, "expect", "datasets");
        Assert.InRange(
            SampleCatalogues.Create().ExpectedDatasets[id],
            int.Parse(At(datasets, "min").ToString()),
            int.Parse(At(datasets, "max").ToString()));
    }

    [Fact]
    public async Task KiyoseSelectors_FindEveryPublishedRow()
    {
        await using var portals = await RunningPortals.StartAsync();
        var html = At(Parse("sample-kiyose-html"), "html");
        var next = ((YamlSequenceNode)At(html, "start"))[0].ToString();
        var titles = new List<string>();
        while (next is not null)
        {
            var page = new HtmlParser().ParseDocument(await portals.Client.GetStringAsync(next));
            foreach (var row in page.QuerySelectorAll(Selector(html, "items")).Where(row => row.QuerySelector(At(html, "items", "skip").ToString()) is null))
            {
                titles.Add(row.QuerySelector(Selector(html, "fields", "title"))!.TextContent);
                Assert.NotNull(row.QuerySelector(Selector(html, "fields", "modified")));
                Assert.NotEmpty(row.QuerySelectorAll(Selector(html, "distributions", "items")));
            }

            next = page.QuerySelector(Selector(html, "next"))?.GetAttribute("href") is { } link ? new Uri(new Uri(next), link).AbsoluteUri : null;
        }

        Assert.Equal(portals.Catalogues.Kiyose.Where(dataset => dataset.Files.Count > 0).Select(dataset => dataset.Title), titles);
    }

    [Fact]
    public async Task HachijoSelectors_FindEveryFieldOnEveryDetailPage()
    {
        await using var portals = await RunningPortals.StartAsync();
        var html = At(Parse("sample-hachijo-html"), "html");
        var start = new Uri(((YamlSequenceNode)At(html, "start"))[0].ToString());
        var list = await PageAsync(portals, start);

        var items = list.QuerySelectorAll(Selector(html, "items"));

        Assert.Equal(25, items.Length);
        foreach (var item in items)
        {
            var page = await PageAsync(portals, new Uri(start, item.QuerySelector(Selector(html, "detail"))!.GetAttribute("href")));
            var dataset = portals.Catalogues.Hachijo.Single(dataset => dataset.Title == Text(page, "title"));
            var labels = page.QuerySelector(At(html, "labels").ToString())!.QuerySelectorAll("th");
            Assert.Equal(["名称", "説明", "分類", "更新日", "担当課", "ファイル"], labels.Select(label => label.TextContent));
            Assert.Equal((dataset.Description, dataset.Category, dataset.Unit), (Beside(labels[1]), Beside(labels[2]), Beside(labels[4])));
            Assert.Equal(dataset.Files.Count, page.QuerySelectorAll(Selector(html, "distributions", "items")).Length);
        }

        string Text(IDocument page, string field) => page.QuerySelector(Selector(html, "fields", field))!.TextContent;
        static string Beside(IElement label) => label.NextElementSibling!.TextContent;
    }

    private static async Task<IDocument> PageAsync(RunningPortals portals, Uri url) =>
        new HtmlParser().ParseDocument(Cp932.GetString(await portals.Client.GetByteArrayAsync(url)));

    private static YamlMappingNode Parse(string id)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(SampleConnectors.All[id]));
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }

    private static YamlNode At(YamlNode node, params string[] path) => path.Aggregate(node, (inner, key) => inner[key]);

    private static string Selector(YamlNode html, params string[] path) => At(html, [.. path, "select"]).ToString();
}
