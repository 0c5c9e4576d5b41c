using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Harvester.Benchmarks;

/// <summary>The same datasets as one Turtle catalogue and as pages with a table, in a process of its own.</summary>
internal static class GeneratedSite
{
    public const int RowsPerPage = 500;

    /// <summary>Serves until standard input ends; prints the port.</summary>
    public static async Task<int> ServeAsync(int count)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        await using var app = builder.Build();
        var catalogue = Encoding.UTF8.GetBytes(Catalogue(count));
        var pages = Enumerable.Range(0, (count + RowsPerPage - 1) / RowsPerPage).Select(page => Encoding.UTF8.GetBytes(Page(page, count))).ToArray();
        app.MapGet("/catalog.ttl", response => Send(response.Response, "text/turtle; charset=utf-8", catalogue));
        app.MapGet("/list/{page:int}", (int page, HttpResponse response) => Send(response, "text/html; charset=utf-8", pages[page]));
        await app.StartAsync();
        Console.WriteLine(new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port);
        while (await Console.In.ReadLineAsync() is not null)
        {
            // until the parent goes
        }

        return 0;
    }

    private static Task Send(HttpResponse response, string type, byte[] body)
    {
        response.ContentType = type;
        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body).AsTask();
    }

    private static string Catalogue(int count)
    {
        var text = new StringBuilder("""
            @prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> . @prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
            <https://data.example/> a dcat:Catalog ; dct:publisher <https://data.example/org> .
            <https://data.example/org> a foaf:Organization ; foaf:name "港区"@ja ; dct:identifier "131032" .

            """);
        for (var n = 0; n < count; n++)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"""
                <https://data.example/> dcat:dataset <https://data.example/d/{n}> .
                <https://data.example/d/{n}> a dcat:Dataset ; dct:title "住宅宿泊事業届出情報一覧 {n}"@ja, "Notified private lodging {n}"@en ; dct:description "【港区】住宅宿泊事業届出情報一覧です。{n}"@ja ;
                  dct:identifier "131032-{n}" ; dct:issued "2024-04-01"^^xsd:date ; dct:modified "2026-03-26"^^xsd:date ; dcat:keyword "観光"@ja, "民泊"@ja ;
                  dct:publisher <https://data.example/org> ; dct:license <https://creativecommons.org/licenses/by/4.0/> ; dct:accrualPeriodicity <http://publications.europa.eu/resource/authority/frequency/MONTHLY> ;
                  dcat:landingPage <https://data.example/d/{n}.html> ; dcat:distribution <https://data.example/d/{n}#1>, <https://data.example/d/{n}#2> .
                <https://data.example/d/{n}#1> a dcat:Distribution ; dct:title "一覧（CSV）"@ja ; dcat:downloadURL <https://data.example/f/{n}.csv> ; dcat:mediaType "text/csv" ; dcat:byteSize "131072"^^xsd:decimal .
                <https://data.example/d/{n}#2> a dcat:Distribution ; dct:title "一覧（GeoJSON）"@ja ; dcat:downloadURL <https://data.example/f/{n}.geojson> ; dcat:mediaType "application/geo+json" .

                """);
        }

        return text.ToString();
    }

    private static string Page(int page, int count)
    {
        var text = new StringBuilder("<!DOCTYPE html><html lang=\"ja\"><head><meta charset=\"utf-8\"><title>オープンデータ一覧</title></head><body><table class=\"data\"><tr><th>名称</th><th>説明</th><th>更新日</th><th>ファイル</th></tr>\n");
        for (var n = page * RowsPerPage; n < Math.Min(count, (page + 1) * RowsPerPage); n++)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture,
                $"<tr><td>住宅宿泊事業届出情報一覧 {n}</td><td>【港区】住宅宿泊事業届出情報一覧です。{n}</td><td>令和8年3月26日</td><td><a href=\"/f/{n}.csv\">一覧（CSV：128KB）</a>　<a href=\"/f/{n}.geojson\">地図（GeoJSON：610KB）</a></td></tr>\n");
        }

        text.Append("</table>");
        if ((page + 1) * RowsPerPage < count)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"<p><a rel=\"next\" href=\"/list/{page + 1}\">次へ</a></p>");
        return text.Append("</body></html>").ToString();
    }
}
