using System.Text;
using System.Text.Json;
using Harvester.Connectors.Definitions;
using Harvester.Connectors.List;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Tests.Connectors.List;

/// <summary>Lists as a server on loopback gives them out, read by the connector.</summary>
internal static class Lists
{
    public static readonly Uri Url = new("http://www.city.ota.example/opendata/list.csv");

    /// <param name="cut">After so many bytes the server pauses to send them.</param>
    public static async Task<(List<SourceRecord> Records, Reading Reading, List<RunProblem> Problems)> ReadAsync(
        byte[] body, string type = "text/csv", ListBlock? block = null, long? maxBytes = null, IReadOnlyDictionary<string, FieldRule>? fields = null, int cut = 0)
    {
        block ??= new ListBlock { Url = Url };
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            (context.Response.ContentType, context.Response.ContentLength) = (type, body.Length);
            await context.Response.Body.WriteAsync(body.AsMemory(0, cut));
            await context.Response.Body.FlushAsync();
            await context.Response.Body.WriteAsync(body.AsMemory(cut));
        });
        using var network = Sources.Network(Sources.Options() with
        {
            AllowPrivateNetworks = false,
            ConnectTo = new Dictionary<string, System.Net.IPEndPoint> { [block.Url.Host] = server.EndPoint },
        });
        var file = Sources.List(block.Url, http: maxBytes is { } most ? Sources.Quick with { MaxBytes = most } : null) with { List = block };
        if (fields is not null)
            file = file with { Source = file.Source with { Fields = fields } };
        return await Sources.ReadAsync(new ListConnector(file, network.FetcherFor(file)));
    }

    public static Task<(List<SourceRecord> Records, Reading Reading, List<RunProblem> Problems)> ReadAsync(string text) => ReadAsync(Encoding.UTF8.GetBytes(text));

    public static JsonElement Row(this SourceRecord record, int place = 0) => JsonSerializer.Deserialize<JsonElement>(record.Payload.Span).GetProperty("rows")[place];

    public static string? Cell(this SourceRecord record, string column, int row = 0) => record.Row(row).TryGetProperty(column, out var cell) ? cell.GetString() : null;

    /// <summary>Each file's address, or of the page that offers it in brackets.</summary>
    public static string[] Files(this SourceRecord record) =>
    [
        .. JsonSerializer.Deserialize<JsonElement>(record.Payload.Span).GetProperty("files").EnumerateArray()
            .Select(file => file.TryGetProperty("downloadUrl", out var download) ? download.GetString()! : $"[{file.GetProperty("accessUrl").GetString()}]"),
    ];

    public static IEnumerable<string> Codes(this List<RunProblem> problems) => problems.Select(problem => problem.Problem.Code).Where(code => code != "missing-columns");
}
