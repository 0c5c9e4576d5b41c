using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using CsCheck;
using Harvester.Connectors.Definitions;
using Harvester.Core.Model;
using Xunit;

namespace Harvester.Tests.Connectors.Definitions;

/// <summary>Whatever valid settings are written as YAML, the same settings are read.</summary>
public sealed class ConnectorFileRoundTripTests
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Gen<string> Text = Gen.String[Gen.OneOf(Gen.Char['!', '~'], Gen.Char['ぁ', 'ヶ'], Gen.Char['一', '龠'], OneOf(' ', '\t', ':', '#', '\'', '"', '\\')), 1, 20]
        .Where(text => !string.IsNullOrWhiteSpace(text));

    private static readonly Gen<string> Selector = OneOf("tr", "td:nth-child(2)", "a[rel=next]", "table.data > tbody > tr", "li, p", "a[href$='.csv']");
    private static readonly Gen<Uri> Address = OneOf("https://example.jp/", "http://example.jp:8080/a?b=c#d", "https://例え.jp/データ/一覧.csv").Select(text => new Uri(text));
    private static readonly Gen<TimeSpan> Duration = Gen.Int[1, 100_000].Select(milliseconds => TimeSpan.FromMilliseconds(milliseconds));

    private static readonly Gen<HttpBlock> Http = Gen.Select(
        Duration, Gen.Int[1, 8], Duration, Gen.Long[1, 1L << 29], Gen.Select(Text, Gen.Int[0, 5_000], Text).Nullable(), OneOf("X-Key", "Authorization").Null(),
        (delay, concurrency, timeout, bytes, robots, header) => new HttpBlock
        {
            Delay = delay,
            Concurrency = concurrency,
            Timeout = timeout,
            MaxBytes = bytes,
            Robots = robots is var (with, day, why) ? new RobotsAgreement(with, new DateOnly(2020, 1, 1).AddDays(day), why) : null,
            SecretHeader = header,
        });

    private static readonly Gen<Expectations> Expect = Gen.Select(Gen.Long[0, 500].Nullable(), Gen.Long[500, 9_999].Nullable(), Gen.Int[0, 1000], (min, max, drop) =>
        new Expectations { MinDatasets = min, MaxDatasets = max, MaxDrop = (double)(drop / 1000m) });

    private static readonly Gen<HtmlValue> Value = Gen.Select(
        Selector, Text.Null(), Text.Null(), Gen.Dictionary(Text, Text)[1, 3].Null(), Gen.Bool, Gen.Bool, Gen.Bool, Text.Null(),
        (select, attr, split, lookup, date, many, optional, fallback) => new HtmlValue
        {
            Select = select,
            Attr = attr,
            Split = split,
            Lookup = lookup,
            Date = date,
            Many = many || split is not null,
            Optional = optional,
            Default = fallback,
        });

    /// <summary>One of the places of a value, or none; with what belongs to it.</summary>
    private static readonly Gen<HtmlValue> Placed = Gen.Select(Value, Gen.Int[0, 6], Text.Array[1, 3], Selector, Selector.Null(), OneOf(Enum.GetValues<HtmlFrom>()), (value, place, names, around, without, from) => place switch
    {
        0 => value with { Column = names, Without = value.Attr is null ? without : null },
        1 => value with { Row = names },
        2 => value with { Before = around },
        3 => value with { Up = around, Select = null },
        4 => value with { Page = around },
        5 => value with { From = from, Attr = null },
        _ => value,
    });

    private static readonly Gen<HtmlItems> ItemsOf = Gen.Select(Selector, Selector.Null(), OneOf(Enum.GetValues<HtmlLayout>()), Gen.Int[0, 20].Nullable(), Selector.Null(), Text.Array[0, 2], (select, skip, layout, head, until, ditto) => new HtmlItems(select, skip)
    {
        Layout = layout,
        Head = layout is HtmlLayout.Table or HtmlLayout.Cells ? head : null,
        Until = layout == HtmlLayout.Sections ? until : null,
        Ditto = layout == HtmlLayout.Table ? ditto : [],
    });

    private static readonly Gen<string> Path = Gen.Select(Text, OneOf("", "organization.", "extras."), (step, before) => $"{before}<{step.Replace('>', '-')}>");

    private static readonly Gen<Dictionary<string, FieldRule>> Rules = Gen.Dictionary(
        OneOf("licence", "modified", "publisher.name", "distributions.format"),
        Gen.Select(Path.Array[1, 3], Gen.Bool, Text.Null(), (from, translated, fallback) => new FieldRule { From = from, Vocabulary = translated ? "" : null, Default = fallback }))[0, 2]
        .Select(rules => rules.ToDictionary(rule => rule.Key, rule => rule.Value.Vocabulary is null ? rule.Value : rule.Value with
        {
            Vocabulary = rule.Key switch { "licence" => "licences", "modified" => "dates", "publisher.name" => "publishers", _ => "formats" },
        }));

    private static readonly Gen<HtmlBlock> Html = Gen.Select(
        Address.Array[1, 3], ItemsOf, ItemsOf, Gen.Select(Selector, Text, Gen.Bool).Nullable(), Selector.Null(), Placed, Placed, Placed.Null(),
        (start, items, files, detail, failWhen, title, modified, url) => new HtmlBlock
        {
            Start = start,
            Items = items,
            Detail = detail is var (select, attr, optional) ? new HtmlLink(select, attr, optional) : null,
            Index = items.Skip is not { } skip ? [] : [new HtmlLink(items.Select, "href", modified.Optional) { Skip = skip }, new HtmlLink(skip, "data-url", false)],
            Pages = failWhen is null ? null : modified.Optional ? new HtmlPager { Template = "?p={page}_1", First = start.Length, Step = 20 } : new HtmlPager { Links = new HtmlLink(items.Select, "href", modified.Many) },
            Count = failWhen is null ? null : new HtmlCount(failWhen, null, modified.Many),
            Hosts = items.Skip is null ? [] : ["data.example.jp", "例え.jp"],
            FailWhen = failWhen,
            GroupBy = items.Skip is null ? null : "modified",
            Files = url is null ? HtmlFiles.Optional : files.Skip is null ? HtmlFiles.Required : HtmlFiles.Expected,
            Fields = new Dictionary<string, HtmlValue> { ["title"] = title, ["modified"] = modified },
            Distributions = url is null ? null : new HtmlDistributions(files with { KnownFormat = files.Head is null }, new Dictionary<string, HtmlValue> { ["downloadUrl"] = url }),
        });

    private static readonly Gen<ConnectorFile> Any = Gen.Select(
        Text, Http, Expect, Gen.Bool, Gen.Bool, Html, Rules, Gen.Int[0, 3],
        (title, http, expect, enabled, shared, html, rules, kind) => new ConnectorFile
        {
            Http = http,
            Ckan = kind == 0 ? Ckan(title, enabled, shared) : null,
            Dcat = kind == 1 ? new DcatBlock { Catalog = html.Start[0], Syntax = enabled ? DcatSyntax.JsonLd : null, Paging = shared, Pages = enabled ? null : new Regex("/d/[0-9]+", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant) } : null,
            Html = kind == 2 ? html : null,
            List = kind == 3 ? new ListBlock { Url = html.Start[0], Charset = enabled ? "euc-jp" : null, Sheet = enabled || html.Start[0].AbsolutePath.EndsWith(".csv", StringComparison.Ordinal) ? null : "一覧 (1)" } : null,
            Source = new Source
            {
                Id = "minato",
                File = "minato.yml",
                Kind = (RecordKind)kind,
                Title = title,
                PublisherCode = "131032",
                Url = enabled ? null : "https://example.jp/a",
                Schedule = enabled ? "0 30 3 * * ?" : "hourly",
                Enabled = enabled,
                Shared = shared,
                Expect = expect,
                Licence = shared ? new SiteLicence("CC-BY-4.0", enabled ? null : "https://example.jp/t") : null,
                Fields = kind == 2 ? [] : rules,
                Part = kind == 0 ? Ckan(title, enabled, shared).Part : null,
            },
        });

    private static CkanBlock Ckan(string text, bool one, bool two) => new()
    {
        Api = new Uri("https://example.jp/api/3/action"),
        Filter = two ? text : null,
        Identity = one ? CkanIdentity.Name : two ? CkanIdentity.Uuid : CkanIdentity.Id,
        Listing = two ? CkanListing.PackageSearch : one ? CkanListing.PackageList : CkanListing.CurrentPackageListWithResources,
        Incremental = two && one,
    };

    [Fact]
    public void RenderedSettings_AreReadAsTheyWere() =>
        Any.Sample(file =>
        {
            var read = ConnectorFiles.Parse("minato.yml", Render(file), TestChecks.All);
            Assert.True(read.Errors.Count == 0, $"{string.Join('\n', read.Errors)}\n{Render(file)}");
            var got = Assert.Single(read.Files);
            // a hash of the text, but for ckan
            got = got with { Source = got.Source with { Part = got.Ckan is null ? null : got.Source.Part } };
            Assert.Equal(JsonSerializer.Serialize(file, Readable), JsonSerializer.Serialize(got, Readable));
        }, iter: 200);

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static string Render(ConnectorFile file)
    {
        var source = file.Source;
        var yaml = new StringBuilder("format: 1\n")
            .Append($"title: {Quote(source.Title)}\npublisher: {Map(("code", Quote(source.PublisherCode)), ("url", Quote(source.Url)))}\nschedule: {Quote(source.Schedule)}\n")
            .Append($"enabled: {Bool(source.Enabled)}\nshared: {Bool(source.Shared)}\nhttp: {RenderHttp(file.Http)}\n")
            .Append(CultureInfo.InvariantCulture, $"expect: {Map(("datasets", Map(("min", $"{source.Expect.MinDatasets}"), ("max", $"{source.Expect.MaxDatasets}"))), ("max-drop", $"{(decimal)source.Expect.MaxDrop * 100:0.###}%"))}\n");
        if (source.Licence is { } licence)
            yaml.Append($"licence: {Map(("id", licence.Id), ("statement", licence.Statement))}\n");
        var rules = source.Fields.Count == 0 ? null : Map([.. source.Fields.Select(pair => (pair.Key, (string?)RenderRule(pair.Value)))]);
        if (file.Ckan is { } ckan)
            yaml.Append($"ckan: {Map(("api", ckan.Api.OriginalString), ("filter", Quote(ckan.Filter)), ("identity", ckan.Identity.ToString().ToLowerInvariant()), ("listing", ListingName(ckan.Listing)), ("incremental", Bool(ckan.Incremental)), ("fields", rules))}\n");
        if (file.Dcat is { } dcat)
            yaml.Append($"dcat: {Map(("catalog", Quote(dcat.Catalog.OriginalString)), ("syntax", dcat.Syntax?.ToString().ToLowerInvariant() ?? "auto"), ("paging", dcat.Paging ? "auto" : "none"), ("pages", Quote(dcat.Pages?.ToString())), ("fields", rules))}\n");
        if (file.List is { } list)
            yaml.Append($"list: {Map(("url", Quote(list.Url.OriginalString)), ("charset", list.Charset ?? "auto"), ("sheet", Quote(list.Sheet)), ("fields", rules))}\n");
        if (file.Html is { } html)
            yaml.Append($"html: {RenderHtml(html)}\n");
        return yaml.ToString();
    }

    private static string ListingName(CkanListing listing) => listing switch
    {
        CkanListing.PackageList => "package_list",
        CkanListing.CurrentPackageListWithResources => "current_package_list_with_resources",
        _ => "package_search",
    };

    private static string RenderHttp(HttpBlock http) => Map(
        ("delay", $"{http.Delay.TotalMilliseconds}ms"),
        ("concurrency", $"{http.Concurrency}"),
        ("timeout", $"{http.Timeout.TotalMilliseconds}ms"),
        ("max-bytes", $"{http.MaxBytes}B"),
        ("robots", http.Robots is { } robots ? Map(("agreed-with", Quote(robots.AgreedWith)), ("on", robots.On.ToString("yyyy-MM-dd")), ("why", Quote(robots.Why))) : "obey"),
        ("secret-header", http.SecretHeader));

    private static string RenderRule(FieldRule rule) => Map(
        ("from", rule.From.Count == 1 ? Quote(rule.From[0]) : $"[{string.Join(", ", rule.From.Select(Quote))}]"),
        ("vocabulary", Quote(rule.Vocabulary)),
        ("default", Quote(rule.Default)));

    private static string RenderHtml(HtmlBlock html) => Map(
        ("start", $"[{string.Join(", ", html.Start.Select(start => Quote(start.OriginalString)))}]"),
        ("items", Items(html.Items)),
        ("index", html.Index.Count == 0 ? null : $"[{string.Join(", ", html.Index.Select(Link))}]"),
        ("detail", html.Detail is { } link ? Link(link) : null),
        ("pages", html.Pages is not { } pages ? null : pages.Links is { } pager ? Link(pager) : Map(("template", Quote(pages.Template)), ("first", $"{pages.First}"), ("step", $"{pages.Step}"))),
        ("count", html.Count is { } count ? Map(("select", Quote(count.Select)), ("optional", Bool(count.Optional))) : null),
        ("hosts", html.Hosts.Count == 0 ? null : $"[{string.Join(", ", html.Hosts.Select(Quote))}]"),
        ("fail-when", Quote(html.FailWhen)),
        ("group-by", html.GroupBy),
        ("files", html.Files.ToString().ToLowerInvariant()),
        ("fields", Values(html.Fields)),
        ("distributions", html.Distributions is { } files ? Map(("items", Items(files.Items)), ("fields", Values(files.Fields))) : null));

    private static string Link(HtmlLink link) =>
        Map(("select", Quote(link.Select)), ("attr", Quote(link.Attr)), ("skip", Quote(link.Skip)), ("optional", Bool(link.Optional)));

    private static string Items(HtmlItems items) => Map(
        ("select", Quote(items.Select)),
        ("skip", Quote(items.Skip)),
        ("layout", items.Layout.ToString().ToLowerInvariant()),
        ("head", $"{items.Head}"),
        ("until", Quote(items.Until)),
        ("ditto", items.Ditto.Count == 0 ? null : Names(items.Ditto)),
        ("known-format", items.KnownFormat ? "true" : null));

    private static string Names(IReadOnlyList<string> names) => names.Count == 1 ? Quote(names[0])! : $"[{string.Join(", ", names.Select(Quote))}]";

    private static string Values(IReadOnlyDictionary<string, HtmlValue> values) => Map([.. values.Select(pair => (pair.Key, (string?)Map(
        ("select", Quote(pair.Value.Select)),
        ("column", pair.Value.Column.Count == 0 ? null : Names(pair.Value.Column)),
        ("row", pair.Value.Row.Count == 0 ? null : Names(pair.Value.Row)),
        ("before", Quote(pair.Value.Before)),
        ("up", Quote(pair.Value.Up)),
        ("page", Quote(pair.Value.Page)),
        ("without", Quote(pair.Value.Without)),
        ("from", pair.Value.From switch { HtmlFrom.Section => "section", HtmlFrom.ColumnHead => "column-head", HtmlFrom.RowHead => "row-head", HtmlFrom.Heads => "heads", _ => null }),
        ("attr", Quote(pair.Value.Attr)),
        ("split", Quote(pair.Value.Split)),
        ("lookup", pair.Value.Lookup is { } lookup ? Map([.. lookup.Select(word => (Quote(word.Key)!, Quote(word.Value)))]) : null),
        ("date", pair.Value.Date ? "auto" : null),
        ("many", Bool(pair.Value.Many)),
        ("optional", Bool(pair.Value.Optional)),
        ("default", Quote(pair.Value.Default)))))]);

    private static string Map(params (string Key, string? Value)[] pairs) =>
        $"{{ {string.Join(", ", pairs.Where(pair => !string.IsNullOrEmpty(pair.Value)).Select(pair => $"{pair.Key}: {pair.Value}"))} }}";

    private static string? Quote(string? text) => text is null ? null : JsonSerializer.Serialize(text, Readable);

    private static string Bool(bool value) => value ? "true" : "false";
}
