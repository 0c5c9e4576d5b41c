using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Harvester.Connectors.Ckan;
using Harvester.Connectors.Definitions;
using Harvester.Connectors.Fetching;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Microsoft.AspNetCore.Http;

namespace Harvester.Tests.Connectors.Ckan;

/// <summary>A CKAN on loopback with packages that a test may change between runs, and with the habits of real ones.</summary>
internal sealed partial class CkanSite : IAsyncDisposable
{
    private const string Json = "application/json;charset=utf-8";
    private LoopbackServer server = null!;
    private Network network = null!;

    /// <summary>By id, in the order of the listing.</summary>
    public SortedDictionary<string, JsonObject> Packages { get; } = new(StringComparer.Ordinal);

    /// <summary>Actions that this site has.</summary>
    public HashSet<string> Offers { get; } = ["package_search", "package_show", "package_list", "current_package_list_with_resources"];

    /// <summary>False: fq is ignored, as SHIRASAGI does.</summary>
    public bool HeedsRange { get; set; } = true;

    /// <summary>The tests' way to break the site: null when the exchange is to be answered as usual.</summary>
    public Func<HttpContext, (int Status, string Type, byte[] Body)?>? Instead { get; set; }

    public string ApiPath { get; set; } = "/api/3/action";

    public ConcurrentQueue<string> Asked { get; } = [];

    public static async Task<CkanSite> StartAsync(int count = 0)
    {
        var site = new CkanSite { network = Sources.Network() };
        for (var n = 1; n <= count; n++)
            site.Put(n, new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddHours(-2 * (count - n)).ToString("yyyy-MM-dd'T'HH:mm:ss'.000000'", CultureInfo.InvariantCulture));
        site.server = await LoopbackServer.StartAsync(site.Answer);
        return site;
    }

    public static string Id(int n) => $"id-{n:d5}";

    public JsonObject Put(int n, string modified, string more = "")
    {
        var package = JsonNode.Parse($$"""
            {"id":"{{Id(n)}}","name":"name-{{n:d5}}","title":"データ {{n}}","metadata_modified":"{{modified}}","organization":{"name":"t131032","title":"港区"},"license_id":"CC-BY-4.0","state":"active","private":false{{more}}}
            """)!.AsObject();
        return Packages[Id(n)] = package;
    }

    public CkanConnector Connector(bool incremental = true, CkanBlock? block = null, string path = "/api/3/action", Network? through = null)
    {
        var file = Sources.Ckan(server.Url, (block ?? new CkanBlock { Api = server.Url }) with { Incremental = incremental });
        file = file with { Source = file.Source with { Id = "s" }, Ckan = file.Ckan! with { Api = new Uri(server.Url, path) } };
        return new CkanConnector(file, (through ?? network).FetcherFor(file));
    }

    public async Task<(List<SourceRecord> Records, Reading Reading, List<RunProblem> Problems)> ReadAsync(CkanConnector? connector = null, Reading? reading = null)
    {
        reading ??= new Reading();
        var records = new List<SourceRecord>();
        await foreach (var record in (connector ?? Connector(incremental: false)).ReadAsync(reading, Xunit.TestContext.Current.CancellationToken))
            records.Add(record);
        return (records, reading, [.. reading.TakeProblems()]);
    }

    public async ValueTask DisposeAsync()
    {
        network.Dispose();
        await server.DisposeAsync();
    }

    public static (int, string, byte[]) Body(string body, int status = 200, string type = Json) => (status, type, Encoding.UTF8.GetBytes(body));

    private (int Status, string Type, byte[] Body) Answer(HttpContext context)
    {
        Asked.Enqueue(Uri.UnescapeDataString(context.Request.Path + context.Request.QueryString.ToString()));
        if (Instead?.Invoke(context) is { } instead)
            return instead;
        var path = context.Request.Path.Value!;
        var action = path.Split('/')[^1];
        if (path != $"{ApiPath}/{action}" || !Offers.Contains(action))
            return Body("""{"help":"h","success":false,"error":{"message":"Bad request - Action name not known"}}""", path.StartsWith(ApiPath, StringComparison.Ordinal) ? 400 : 404);
        var query = context.Request.Query;
        return action switch
        {
            "package_search" => Search(query),
            "package_list" => Body(Success(new JsonArray([.. Packages.Values.Select(p => (JsonNode)p["name"]!.DeepClone())]))),
            "package_show" => Show(query["id"]!),
            _ => Body(Success(new JsonArray([.. Packages.Values.Skip(Number(query, "offset", 0)).Take(Number(query, "limit", 1000)).Select(p => p.DeepClone())]))),
        };
    }

    private (int, string, byte[]) Search(IQueryCollection query)
    {
        var found = Packages.Values.Where(p => !HeedsRange || IsIn(query["fq"].ToString(), p)).ToList();
        var page = found.Skip(Number(query, "start", 0)).Take(Number(query, "rows", 10));
        return Body(Success(new JsonObject { ["count"] = found.Count, ["results"] = new JsonArray([.. page.Select(p => p.DeepClone())]) }));
    }

    private (int, string, byte[]) Show(string id) => Packages.Values.FirstOrDefault(p => (string?)p["id"] == id || (string?)p["name"] == id) is { } package
        ? Body(Success(package.DeepClone()))
        : Body("""{"success":false,"error":{"__type":"Not Found Error","message":"Not found"}}""", 404);

    private static bool IsIn(string fq, JsonObject package) => Range().Match(fq) is not { Success: true } range
        || Instant((string?)package["metadata_modified"]) >= Instant(range.Groups[1].Value);

    private static DateTimeOffset? Instant(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    private static string Success(JsonNode result) => new JsonObject { ["help"] = "h", ["success"] = true, ["result"] = result }.ToJsonString(new JsonSerializerOptions());

    private static int Number(IQueryCollection query, string name, int otherwise) =>
        query[name].ToString() is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    [GeneratedRegex(@"metadata_modified:\[(\S+) TO \*\]")]
    private static partial Regex Range();
}
