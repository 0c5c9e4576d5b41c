using System.Text;
using AngleSharp.Html.Parser;
using Harvester.Rdf;
using Microsoft.Data.Sqlite;

namespace Harvester.Benchmarks;

/// <summary>The floors of feed and pages: fetch, parse by the same parsers, cut out what belongs to a dataset, insert it as text.</summary>
internal static class BareSite
{
    private const int AtATime = 500;

    public static async Task<long> FeedAsync(string site, string database)
    {
        using var client = new HttpClient();
        await using var body = await client.GetStreamAsync($"{site}/catalog.ttl");
        var texts = new Dictionary<string, StringBuilder>(StringComparer.Ordinal);
        var datasets = new List<string>();
        await foreach (var statement in RdfReader.ReadAsync(body, RdfSyntax.Turtle, new RdfReaderOptions { BaseIri = $"{site}/catalog.ttl" }, CancellationToken.None))
        {
            if (statement.Predicate.Value == "http://www.w3.org/ns/dcat#dataset")
                datasets.Add(statement.Object.Value);
            if (!texts.TryGetValue(statement.Subject.Value, out var text))
                texts[statement.Subject.Value] = text = new StringBuilder();
            text.Append(statement.Predicate.Value).Append(' ').Append(statement.Object.Value).Append('\n');
        }

        return Insert(database, datasets.Select(iri => (iri, $"{texts[iri]}{texts.GetValueOrDefault(iri + "#1")}{texts.GetValueOrDefault(iri + "#2")}")));
    }

    public static async Task<long> PagesAsync(string site, string database)
    {
        using var client = new HttpClient();
        long total = 0;
        for (var next = $"{site}/list/0"; next is not null;)
        {
            var page = await new HtmlParser().ParseDocumentAsync(await client.GetStringAsync(next));
            total += Insert(database, page.QuerySelectorAll("table.data tr:has(td)").Select(row => (row.Children[0].TextContent, row.OuterHtml)));
            next = page.QuerySelector("a[rel=next]")?.GetAttribute("href") is { } href ? site + href : null;
        }

        return total;
    }

    private static long Insert(string database, IEnumerable<(string Id, string Text)> records)
    {
        using var connection = new SqliteConnection($"Data Source={database}");
        connection.Open();
        using (var create = connection.CreateCommand())
        {
            create.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; CREATE TABLE IF NOT EXISTS raw(id TEXT PRIMARY KEY, payload TEXT) WITHOUT ROWID";
            create.ExecuteNonQuery();
        }

        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT OR REPLACE INTO raw VALUES($id, $payload)";
        var id = insert.Parameters.Add("$id", SqliteType.Text);
        var payload = insert.Parameters.Add("$payload", SqliteType.Text);
        long count = 0;
        foreach (var some in records.Chunk(AtATime))
        {
            using var transaction = insert.Transaction = connection.BeginTransaction();
            foreach (var record in some)
            {
                (id.Value, payload.Value) = (record.Id, record.Text);
                insert.ExecuteNonQuery();
                count++;
            }

            transaction.Commit();
        }

        return count;
    }
}
