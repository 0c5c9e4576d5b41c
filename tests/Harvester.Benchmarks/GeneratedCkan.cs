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

/// <summary>A CKAN of any number of packages of about 2.6 kB, made while they are served: in a process of its own, so that it costs the measured one nothing.</summary>
internal static class GeneratedCkan
{
    private const string Template =
        """{"author":null,"author_email":null,"creator_user_id":"808114df-af4f-4b09-bcfd-f655635cdec2","id":"7bbab9d7-d17e-4032-a31a-0000@@@@@@@@","isopen":true,"license_id":"CC-BY-4.0","license_title":"クリエイティブ・コモンズ 表示（CC BY）","license_url":"https://creativecommons.org/licenses/by/4.0/deed.ja","maintainer":"みなと保健所生活衛生課","maintainer_email":null,"metadata_created":"2025-08-27T10:37:43.716264","metadata_modified":"2026-09-04T02:59:41.451371","name":"t131032d00@@@@@@@@","notes":"【港区】住宅宿泊事業届出情報一覧です。","num_resources":2,"num_tags":0,"organization":{"id":"e5b07fec-2b37-4b0d-902f-ce454a8ce62e","name":"t131032","title":"港区","type":"organization","description":"http://www.city.minato.tokyo.jp/","image_url":"https://catalog.example/static/images/organizations/t131032.png","created":"2026-01-28T04:57:40.540838","is_organization":true,"approval_status":"approved","state":"active"},"owner_org":"e5b07fec-2b37-4b0d-902f-ce454a8ce62e","private":false,"state":"active","title":"港区の住宅宿泊事業届出情報一覧 @@@@@@@@","type":"dataset","url":"https://www.city.minato.example/minpaku/@@@@@@@@.html","version":null,"extras":[{"key":"更新頻度","value":"月次"}],"groups":[{"description":"観光に関するデータ","display_name":"観光","id":"23cf98ec-9adc-4496-9880-03b97e78f477","name":"c023","title":"観光"}],"resources":[{"created":"2025-06-18T15:00:00","datastore_active":false,"description":"住宅宿泊事業届出情報一覧（2025年（令和7年）3月31日現在）","format":"CSV","hash":"","id":"c983ef87-d481-4267-a514-0000@@@@@@@@","last_modified":"2025-06-18T15:00:00","metadata_modified":"2026-03-26T05:13:32.111110","mimetype":"text/csv","name":"住宅宿泊事業届出情報一覧（2025年（令和7年）3月31日現在）","package_id":"7bbab9d7-d17e-4032-a31a-0000@@@@@@@@","position":0,"resource_type":null,"size":131072,"state":"active","url":"https://opendata.example/@@@@@@@@/jyutakusyukuhaku_202503.csv","url_type":null},{"created":"2025-06-18T15:00:00","datastore_active":false,"description":"住宅宿泊事業届出情報一覧（GeoJSON）","format":"GeoJSON","hash":"","id":"9118d10a-657c-4279-82fe-0000@@@@@@@@","last_modified":"2025-06-18T15:00:00","metadata_modified":"2026-03-26T05:13:32.111260","mimetype":"application/json","name":"住宅宿泊事業届出情報一覧（GeoJSON）","package_id":"7bbab9d7-d17e-4032-a31a-0000@@@@@@@@","position":1,"resource_type":null,"size":624640,"state":"active","url":"https://opendata.example/@@@@@@@@/jyutakusyukuhaku_202503.json","url_type":null}],"tags":[],"relationships_as_subject":[],"relationships_as_object":[]}""";

    private static readonly byte[] Package = Encoding.UTF8.GetBytes(Template);
    private static readonly int[] Slots = FindSlots();

    /// <summary>Serves until standard input ends; prints the port.</summary>
    public static async Task<int> ServeAsync(int count)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        await using var app = builder.Build();
        app.MapGet("/api/3/action/package_search", (HttpRequest request, HttpResponse response) => PageAsync(
            response, count, int.Parse(request.Query["start"].ToString() is { Length: > 0 } s ? s : "0"), Math.Min(1000, int.Parse(request.Query["rows"].ToString()))));
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Console.WriteLine(new Uri(address).Port);
        while (await Console.In.ReadLineAsync() is not null)
        {
            // until the parent goes
        }

        return 0;
    }

    private static async Task PageAsync(HttpResponse response, int count, int start, int rows)
    {
        response.ContentType = "application/json;charset=utf-8";
        var writer = response.BodyWriter;
        Encoding.UTF8.GetBytes($$"""{"help":"http://x","success":true,"result":{"count":{{count}},"facets":{},"results":[""", writer);
        for (var n = start; n < Math.Min(count, start + rows); n++)
        {
            if (n > start)
                Encoding.UTF8.GetBytes(",", writer);
            var span = writer.GetSpan(Package.Length);
            Package.CopyTo(span);
            foreach (var slot in Slots)
                n.TryFormat(span.Slice(slot, 8), out _, "D8");
            writer.Advance(Package.Length);
            if (writer.UnflushedBytes > 1 << 16)
                await writer.FlushAsync();
        }

        Encoding.UTF8.GetBytes("]}}", writer);
        await writer.FlushAsync();
    }

    private static int[] FindSlots()
    {
        var slots = new List<int>();
        for (var at = Package.AsSpan().IndexOf("@@@@@@@@"u8); at >= 0;)
        {
            slots.Add(at);
            var next = Package.AsSpan(at + 8).IndexOf("@@@@@@@@"u8);
            at = next < 0 ? -1 : at + 8 + next;
        }

        return [.. slots];
    }
}
