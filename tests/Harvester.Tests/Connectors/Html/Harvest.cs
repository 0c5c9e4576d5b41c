using System.Text.Json.Nodes;
using Harvester.Connectors.Definitions;
using Harvester.Connectors.Html;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Xunit;

namespace Harvester.Tests.Connectors.Html;

/// <summary>One reading of a connector, kept whole for assertions.</summary>
internal sealed record Harvest(IReadOnlyList<SourceRecord> Records, Reading Reading, IReadOnlyList<RunProblem> Problems)
{
    public IReadOnlyList<JsonNode> Payloads => [.. Records.Select(record => JsonNode.Parse(record.Payload.Span)!)];

    public IReadOnlyList<string?> Titles => [.. Payloads.Select(payload => (string?)payload["title"])];

    /// <summary>The addresses of the files of a record, in order.</summary>
    public IReadOnlyList<string?> Files(int record) => Distributions(record, "downloadUrl");

    public IReadOnlyList<string?> Distributions(int record, string field) =>
        [.. (Payloads[record]["distributions"]?.AsArray() ?? []).Select(file => (string?)file![field])];

    /// <param name="after">An earlier harvest, which succeeded.</param>
    public static Task<Harvest> HtmlAsync(LoopbackSite site, HtmlBlock block, int concurrency = 1, Harvest? after = null) =>
        OfAsync(new HtmlConnector(FileOf(RecordKind.Html) with { Html = block, Http = new HttpBlock { Concurrency = concurrency } }, site), after);

    public static async Task<Harvest> OfAsync(IConnector connector, Harvest? after = null)
    {
        var reading = new Reading { FoundBefore = after?.Reading.Found ?? new Dictionary<string, long>() };
        var records = new List<SourceRecord>();
        await foreach (var record in connector.ReadAsync(reading, TestContext.Current.CancellationToken))
            records.Add(record);
        return new Harvest(records, reading, reading.TakeProblems());
    }

    public static ConnectorFile FileOf(RecordKind kind) => new()
    {
        Source = new Source { Id = "example", Title = "例示市", Kind = kind, PublisherCode = "131016", Schedule = "daily" },
    };
}
