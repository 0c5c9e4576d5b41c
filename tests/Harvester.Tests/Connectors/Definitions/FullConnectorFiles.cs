namespace Harvester.Tests.Connectors.Definitions;

/// <summary>One valid file of each kind, with every key that there is.</summary>
internal static class FullConnectorFiles
{
    private const string Head = """
        format: 1
        title: 港区
        publisher: { code: "131032", url: https://example.jp/ }
        schedule: "0 30 3 * * ?"
        enabled: true
        shared: false
        expect: { datasets: { min: 50, max: 1000 }, max-drop: 10% }
        licence: { id: CC-BY-4.0, statement: https://example.jp/terms }

        """;

    public const string Ckan = Head + """
        http: { delay: 1s, concurrency: 1, timeout: 60s, max-bytes: 64MB, robots: obey, secret-header: X-Key }
        ckan:
          api: https://example.jp/api/3/action
          filter: "organization:t131032"
          identity: name
          listing: package_search
          incremental: true
          fields:
            publisher.name: { from: [extras.部署名, a], vocabulary: publishers, default: x }
            licence: { from: license_id, vocabulary: licences }
            modified.stamp: { from: metadata_modified }
        """;

    public const string Dcat = Head + """
        http: { robots: { agreed-with: 港区, on: 2026-09-30, why: "CKAN's stock file" } }
        dcat: { catalog: https://example.jp/sitemap.xml, syntax: auto, paging: none, pages: "/dataset/", fields: { title: { from: "dct:title" } } }
        """;

    public const string List = Head + """
        list: { url: https://example.jp/a, charset: shift_jis, sheet: 一覧, fields: { distributions.format: { default: CSV } } }
        """;

    public const string Html = Head + """
        html:
          start: [https://example.jp/a.html]
          items: { select: "table.data tr", skip: th, skip-text: 利用規約, layout: elements }
          index: [{ select: "ul.categories a", attr: href, skip: .help, text: "^[^利]", address: "/opendata/", optional: true }]
          detail: { select: "a.title", attr: href, skip: .pdf, text: "..", address: "[0-9]+", optional: true }
          next: { select: "a[rel=next]", attr: href, skip: .month, text: "^次へ", address: "page=", optional: true }
          count: { select: .hits, regex: "全([0-9,]+)件", optional: true }
          skip-address: "/en/"
          hosts: [data.example.jp]
          labels: "table.detail, dl"
          fail-when: "form.login, .captcha"
          group-by: title
          files: required
          fields:
            id: { select: ., attr: id }
            title:
              { select: "td:nth-child(1)", attr: title, regex: "^(.+?)（", split: "、", lookup: { a: b }, date: auto, many: true, optional: true, default: x }
            description: { column: [説明, 3], without: ul }
            frequency: { row: 更新頻度 }
            groups: { before: h2 }
            keywords: { up: section, select: .tags, many: true }
            publisher.name: { page: h1 }
            modified: { from: section }
          distributions:
            items: { select: "a[href]", skip: .map, columns: "^CSV", known-format: true }
            fields: { downloadUrl: { select: ., attr: href }, format: { from: auto } }
        """;

    public const string HtmlTables = Head + """
        html:
          start: [https://example.jp/a.html]
          items: { select: table, layout: table, head: 1, ditto: [名称, 1] }
          fields: { title: { column: 名称 } }
          distributions:
            items: { select: h3, layout: sections, until: hr }
            fields: { downloadUrl: { select: a, attr: href }, title: { from: heads } }
        """;

    public const string HtmlPager = Head + """
        html:
          start: https://example.jp/
          index: [{ select: a.part }]
          items: { select: li }
          detail: { select: a }
          pages: { select: "ul.pager a", attr: href, skip: .sort, text: "^[0-9]+$", address: "p=", optional: true }
          fields: { title: { select: h1 }, groups: { from: link, many: true }, modified: { from: item, select: .date, date: auto } }
        """;

    public const string HtmlTemplate = Head + """
        html:
          start: https://example.jp/index.php?p=1_1
          items: { select: li }
          pages: { template: "?p={page}_1", first: 2, step: 1 }
          fields: { title: { select: a } }
        """;

    public const string HtmlSitemap = Head + """
        html:
          sitemap: { url: https://example.jp/sitemap.xml, address: "/opendata/" }
          fields: { title: { select: h1 } }
        """;

    public static IReadOnlyList<string> All { get; } = [Ckan, Dcat, List, Html, HtmlTables, HtmlPager, HtmlTemplate, HtmlSitemap];
}
