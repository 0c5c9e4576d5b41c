using Harvester.Connectors.Definitions;
using Harvester.Connectors.Fetching;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Xunit;

namespace Harvester.Tests.Connectors;

/// <summary>Connector files and networks as the tests of connectors need them: no pauses, loopback allowed.</summary>
internal static class Sources
{
    public static readonly HttpBlock Quick = new() { Delay = TimeSpan.Zero, Timeout = TimeSpan.FromSeconds(20) };

    public static ConnectorFile Ckan(Uri site, CkanBlock? block = null, HttpBlock? http = null) => new()
    {
        Source = Source("minato-ckan", RecordKind.Ckan),
        Http = http ?? Quick,
        Ckan = (block ?? new CkanBlock { Api = site }) with { Api = new Uri(site, "/api/3/action") },
    };

    public static ConnectorFile List(Uri url, string? charset = null, HttpBlock? http = null) => new()
    {
        Source = Source("ota-list", RecordKind.List),
        Http = http ?? Quick,
        List = new ListBlock { Url = url, Charset = charset },
    };

    public static Network Network(FetchingOptions? options = null, string? secret = null) => new(options ?? Options(), _ => secret);

    public static FetchingOptions Options(TimeProvider? clock = null) => new()
    {
        Contact = "https://harvester.example/contact",
        AllowPrivateNetworks = true,
        Clock = clock ?? new SkippingClock(),
    };

    public static async Task<(List<SourceRecord> Records, Reading Reading, List<RunProblem> Problems)> ReadAsync(IConnector connector)
    {
        var reading = new Reading();
        var records = new List<SourceRecord>();
        await foreach (var record in connector.ReadAsync(reading, TestContext.Current.CancellationToken))
            records.Add(record);
        return (records, reading, [.. reading.TakeProblems()]);
    }

    private static Source Source(string id, RecordKind kind) =>
        new() { Id = id, Title = id, Kind = kind, PublisherCode = "131032", Schedule = "daily" };
}
