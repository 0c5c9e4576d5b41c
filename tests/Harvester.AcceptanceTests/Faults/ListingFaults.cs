using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Harvester.AcceptanceTests.Sources;
using Harvester.Core.Model;
using Harvester.SamplePortals;
using static Harvester.AcceptanceTests.Faults.FaultTable;

namespace Harvester.AcceptanceTests.Faults;

/// <summary>Listings that are short, empty, moving, looping or changed beyond recognition.</summary>
internal static partial class ListingFaults
{
    private const string Group = "Listings that cannot be believed";

    public static IReadOnlyList<Fault> All { get; } =
    [
        new(Group, "an empty list after 500 datasets", Ckan)
        {
            Before = bench => Fill(bench.Datasets, 500), Answer = Always(e => e.SendAsync(200, "application/json", """{"success":true,"result":{"count":0,"results":[]}}""")),
            Status = RunStatus.Suspicious, Says = "the listing is empty", Pitfalls = "1",
        },
        new(Group, "an empty data.json", DataJson) { Answer = Always(e => e.SendAsync(200, "application/json", """{"dataset":[]}""")), Status = RunStatus.Suspicious, Says = "the listing is empty", Pitfalls = "1" },
        new(Group, "RDF without a single dataset", Turtle)
        {
            Answer = Always(e => e.SendAsync(200, "text/turtle", "@prefix dcat: <http://www.w3.org/ns/dcat#> . <http://opendata.minato.example/> a dcat:Catalog .")),
            Status = RunStatus.Suspicious, Says = "the listing is empty", Pitfalls = "7",
        },
        new(Group, "a CSV with a head only", List) { Answer = Always(HeadOnlyAsync), Status = RunStatus.Suspicious, Says = "the listing is empty", Pitfalls = "1" },
        new(Group, "a quarter of the datasets is lacking", RdfXml) { Break = bench => Drop(bench.Datasets, bench.Datasets.Count / 4), Status = RunStatus.Suspicious, Says = "approve", Pitfalls = "2" , Mends = false },
        new(Group, "one publisher of many falls to none", Ckan)
        {
            Break = DropOnePublisher, Status = RunStatus.Suspicious, Says = "datasets of publisher", Mends = false,
        },
        new(Group, "page 3 answers 500", Ckan)
        {
            Answer = When(e => e.Query("start") == "100", e => e.SendAsync(500, null, "")), Status = RunStatus.Partial, Code = "http-500", Says = "page 3", Pitfalls = "4",
        },
        new(Group, "page 2 of a DCAT catalogue is no RDF", Turtle)
        {
            Answer = When(e => e.Query("page") == "2", e => e.SendAsync(200, "text/turtle", "this is no Turtle")), Status = RunStatus.Partial, Code = "not-rdf", Says = "page=2",
        },
        new(Group, "page 2 of a table answers 404", Table)
        {
            Answer = When(e => e.Path.EndsWith("index_2.html", StringComparison.Ordinal), e => e.SendAsync(404, null, "")), Status = RunStatus.Partial, Code = "http-404", Whose = Whose.Ours, Says = "index_2.html",
        },
        new(Group, "announces more than comes", Ckan)
        {
            Answer = Changed(text => Count().Replace(text, m => $"\"count\":{int.Parse(m.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture) + 70}")), Status = RunStatus.Partial, Says = "the source announces", Pitfalls = "8",
        },
        new(Group, "pages become empty before the count is reached", Ckan)
        {
            Answer = When(e => int.TryParse(e.Query("start"), out var start) && start >= 100, e => e.SendChangedAsync(NoResults)), Status = RunStatus.Partial, Says = "is empty", Pitfalls = "20",
        },
        new(Group, "only page 1, whatever is asked", Ckan)
        {
            Answer = Always(async e =>
            {
                var first = Regex.Replace(e.Target, "start=[0-9]+", "start=0");
                await e.SendAsync(200, "application/json", (await e.WithTarget(first).GoodAsync()).Body);
            }),
            Status = RunStatus.Partial, Says = "only repeats what came before", Pitfalls = "25",
        },
        new(Group, "the server caps its rows at 7", Ckan) { Break = bench => bench.Catalogues.CkanRowLimit = 7, Status = RunStatus.Succeeded, Pitfalls = "19" },
        new(Group, "a dataset is inserted in front while pages are read", Ckan)
        {
            Break = bench => InsertWhilePaging(bench), Status = RunStatus.Succeeded, Added = 1, Pitfalls = "23", Mends = false,
        },
        new(Group, "an identifier twice", DataJson) { Answer = Changed(Twice), Status = RunStatus.Succeeded, Code = "duplicate-identifier", Says = "at positions", Pitfalls = "28" },
        new(Group, "hydra's next page is one read before", Turtle)
        {
            Answer = Changed(text => text.Replace("page=3", "page=1", StringComparison.Ordinal)), Status = RunStatus.Partial, Says = "paging stopped there", Pitfalls = "21",
        },
        new(Group, "next pages for ever, all the same", Turtle)
        {
            Answer = Always(EndlessAsync), Status = RunStatus.Partial, Says = "has the same datasets as", Pitfalls = "22",
        },
        new(Group, "next leads to a host behind the proxy", Turtle)
        {
            Answer = Changed(text => text.Replace("http://opendata.minato.example/catalog.ttl?page=2", "http://ckan:5000/catalog.ttl?page=2", StringComparison.Ordinal)),
            Status = RunStatus.Partial, Says = "ckan", Pitfalls = "26",
        },
        new(Group, "the pager turns no pages", Table)
        {
            Answer = When(e => e.Path.EndsWith("index_2.html", StringComparison.Ordinal), async e => await e.SendAsync(200, "text/html; charset=utf-8", (await e.WithTarget(e.Target.Replace("_2", "", StringComparison.Ordinal)).GoodAsync()).Body)),
            Status = RunStatus.Partial, Says = "lists the same items", Pitfalls = "80",
        },
        new(Group, "the next link is a script", Table)
        {
            Answer = Changed(text => text.Replace("rel=\"next\" href=\"index_2.html\"", "rel=\"next\" href=\"javascript:next()\"", StringComparison.Ordinal)), Status = RunStatus.Partial, Says = "only a script can follow", Pitfalls = "80",
        },
        new(Group, "the table has another class after a redesign", Table)
        {
            Answer = Changed(text => text.Replace("opendata\"", "od-table\"", StringComparison.Ordinal)), Status = RunStatus.Suspicious, Code = "selector-matched-nothing", Whose = Whose.Ours, Says = "table.opendata tr", Pitfalls = "77",
        },
        new(Group, "all titles are blank after a redesign", Table)
        {
            Answer = Changed(text => text.Replace("class=\"name\"", "class=\"title\"", StringComparison.Ordinal)), Status = RunStatus.Suspicious, Code = "implausible-listing", Whose = Whose.Ours, Says = "td.name", Pitfalls = "78",
        },
        new(Group, "the next link, optional, stands elsewhere after a redesign", Table)
        {
            Answer = Changed(text => text.Replace("a rel=\"next\"", "a class=\"next\"", StringComparison.Ordinal)), Status = RunStatus.Suspicious, Says = "next.select", Pitfalls = "77",
        },
        new(Group, "the dates stand elsewhere after a redesign", Table)
        {
            Answer = Changed(text => text.Replace("class=\"date\"", "class=\"day\"", StringComparison.Ordinal)), Status = RunStatus.Suspicious, Code = "selector-matched-nothing", Whose = Whose.Ours, Says = "fields.modified", Pitfalls = "77",
        },
        new(Group, "all titles are alike after a redesign", Details)
        {
            Answer = When(e => e.Path.Contains("detail", StringComparison.Ordinal), e => e.SendAsync(200, "text/html; charset=utf-8", "<table class=\"shosai\"><tr><th>名称</th><td>詳細</td></tr></table>")),
            Status = RunStatus.Suspicious, Code = "implausible-listing", Whose = Whose.Ours, Says = "詳細", Pitfalls = "78",
        },
        new(Group, "the list's title column is renamed beyond recognition", List)
        {
            Answer = Always(RenamedAsync), Code = "not-a-list", Whose = Whose.Ours, Says = "データセット_タイトル",
        },
        new(Group, "every detail page is gone", Details)
        {
            Answer = When(e => e.Path.Contains("detail", StringComparison.Ordinal), e => e.SendAsync(404, null, "")), Code = "http-404", Whose = Whose.Ours,
        },
        new(Group, "one detail page is gone", Details)
        {
            Answer = OneDetail(), Status = RunStatus.Partial, Code = "http-404", Whose = Whose.Ours, Says = "page could not be read", Pitfalls = "9",
        },
    ];

    private static void Fill(SampleDatasets datasets, int count)
    {
        for (var n = datasets.Count; n < count; n++)
        {
            datasets.Add(new SampleDataset
            {
                Name = $"fill-{n}",
                Title = $"追加データ {n}",
                Description = "試験",
                Category = "防災",
                Organisation = "t131032",
                Issued = new DateOnly(2024, 4, 1),
                Modified = new DateOnly(2024, 4, 1),
            });
        }
    }

    private static void Drop(SampleDatasets datasets, int count)
    {
        for (; count > 0; count--)
            datasets.RemoveAt(datasets.Count - 1);
    }

    private static void DropOnePublisher(SourceBench bench)
    {
        var smallest = bench.Datasets.GroupBy(d => d.Organisation).MinBy(g => g.Count())!.ToList();
        foreach (var dataset in smallest)
            bench.Datasets.Remove(dataset);
    }

    private static void InsertWhilePaging(SourceBench bench)
    {
        var done = false;
        bench.Server.Seen = exchange =>
        {
            if (done || exchange.Query("start") != "100")
                return;
            done = true;
            bench.Datasets.Insert(0, new SampleDataset
            {
                Name = "a-0-first",
                Title = "先頭に入った一覧",
                Description = "試験",
                Category = "防災",
                Organisation = bench.Datasets[0].Organisation,
                Issued = new DateOnly(2024, 4, 1),
                Modified = new DateOnly(2024, 4, 1),
            });
        };
    }

    private static async Task HeadOnlyAsync(Exchange exchange)
    {
        var good = await exchange.GoodAsync();
        await exchange.SendAsync(200, good.ContentType, good.Body[..(Array.IndexOf(good.Body, (byte)'\n') + 1)]);
    }

    private static async Task RenamedAsync(Exchange exchange)
    {
        var good = await exchange.GoodAsync();
        var end = Array.IndexOf(good.Body, (byte)'\n') + 1;
        var columns = string.Join(',', Enumerable.Range(1, 40).Select(n => $"col{n}")) + "\r\n";
        await exchange.SendAsync(200, good.ContentType, [.. System.Text.Encoding.ASCII.GetBytes(columns), .. good.Body[end..]]);
    }

    private static async Task EndlessAsync(Exchange exchange)
    {
        var page = int.TryParse(exchange.Query("page"), out var stated) ? stated : 1;
        var first = System.Text.Encoding.UTF8.GetString((await exchange.WithTarget("/catalog.ttl?page=1").GoodAsync()).Body);
        await exchange.SendAsync(200, "text/turtle", first.Replace("catalog.ttl?page=2", $"catalog.ttl?page={page + 1}", StringComparison.Ordinal));
    }

    private static Func<Exchange, Task<bool>> OneDetail()
    {
        // Details are asked for beside one another: the first of them all is chosen, and no second one.
        string? chosen = null;
        return When(
            e => e.Path.Contains("detail", StringComparison.Ordinal) && (Interlocked.CompareExchange(ref chosen, e.Path, null) ?? e.Path) == e.Path,
            e => e.SendAsync(404, null, ""));
    }

    private static string NoResults(string text)
    {
        var answer = JsonNode.Parse(text)!;
        answer["result"]!["results"] = new JsonArray();
        return answer.ToJsonString();
    }

    private static string Twice(string text)
    {
        var catalogue = JsonNode.Parse(text)!;
        var datasets = catalogue["dataset"]!.AsArray();
        datasets.Add(datasets[0]!.DeepClone());
        return catalogue.ToJsonString();
    }

    [GeneratedRegex("\"count\":([0-9]+)")]
    private static partial Regex Count();
}
