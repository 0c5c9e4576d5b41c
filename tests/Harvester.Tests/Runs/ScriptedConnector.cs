using System.Runtime.CompilerServices;
using System.Text.Json;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Tests.Runs;

/// <summary>A connector that yields what a test says, as a source would.</summary>
internal sealed class ScriptedConnector(string source) : IConnector
{
    private readonly List<Func<Reading, SourceRecord?>> steps = [];
    private long position;

    public long? Announced { get; set; }
    public bool ReachesEnd { get; set; } = true;
    public Func<CancellationToken, Task>? BeforeEnd { get; set; }

    /// <summary>What the last run lent.</summary>
    public Reading? Lent { get; private set; }

    public static ScriptedConnector Listing(string source, IEnumerable<int> numbers, string publisher = "t131032")
    {
        var connector = new ScriptedConnector(source);
        foreach (var n in numbers)
            connector.Yield($"r{n}", $"title {n}", publisher);
        return connector;
    }

    public ScriptedConnector Yield(string id, string? title, string publisher = "t131032", string url = "")
    {
        var at = ++position;
        steps.Add(_ =>
        {
            var payload = JsonSerializer.SerializeToUtf8Bytes(new { title, publisher, url });
            return new SourceRecord { Source = source, RecordId = id, Position = at, Kind = RecordKind.Ckan, Payload = payload, RawHash = RecordHash.Of(payload) };
        });
        return this;
    }

    public ScriptedConnector Unreadable()
    {
        var at = ++position;
        steps.Add(reading =>
        {
            reading.Unread(new Problem("no-identifier", Severity.Error, Whose.Record, "id", null, "the entry has no id; it was left out"), at);
            return null;
        });
        return this;
    }

    public ScriptedConnector Doubt(string sentence)
    {
        steps.Add(reading =>
        {
            reading.Doubt(sentence);
            return null;
        });
        return this;
    }

    public ScriptedConnector Finds(string key, long times)
    {
        steps.Add(reading =>
        {
            reading.Finds(key, times);
            return null;
        });
        return this;
    }

    public ScriptedConnector AsksToWait(Func<DateTimeOffset> until)
    {
        steps.Add(reading =>
        {
            reading.AskedToWait(until());
            return null;
        });
        return this;
    }

    public ScriptedConnector Throw(Exception fault)
    {
        steps.Add(_ => throw fault);
        return this;
    }

    public async IAsyncEnumerable<SourceRecord> ReadAsync(Reading reading, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        (Lent, reading.Announced) = (reading, Announced);
        foreach (var step in steps)
        {
            if (step(reading) is { } record)
                yield return record;
        }

        if (BeforeEnd is not null)
            await BeforeEnd(cancellationToken);
        reading.ReachedEnd = ReachesEnd;
    }
}
