using System.Text.Json;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Web.Api;

/// <summary>The API's JSON forms of what has no stored form of its own. Paths of files, lease owners and the like stay inside.</summary>
internal static class JsonWriting
{
    public static void Dataset(Utf8JsonWriter json, Dataset dataset) => json.WriteRawValue(DatasetJson.Written(dataset), skipInputValidation: true);

    public static void Run(Utf8JsonWriter json, RunReport run) => JsonSerializer.Serialize(json, run, DatasetJson.Plain.RunReport);

    public static void Problem(Utf8JsonWriter json, RunProblem problem) => JsonSerializer.Serialize(json, problem, DatasetJson.Plain.RunProblem);

    public static void Change(Utf8JsonWriter json, Change change)
    {
        json.WriteStartObject();
        json.WriteNumber("sequence", change.Sequence);
        json.WriteString("kind", EnumWord.Of(change.Kind));
        json.WriteString("id", change.Id);
        json.WriteString("at", change.At.UtcDateTime);
        Reason(json, change.Reason);
        json.WritePropertyName("dataset");
        if (change.Dataset is null)
            json.WriteNullValue();
        else
            Dataset(json, change.Dataset);
        json.WriteEndObject();
    }

    public static void Source(Utf8JsonWriter json, Source source, SourceState? state, RunReport? latest)
    {
        json.WriteStartObject();
        json.WriteString("id", source.Id);
        json.WriteString("title", source.Title);
        json.WriteString("kind", EnumWord.Of(source.Kind));
        json.WriteString("publisher", source.PublisherCode);
        if (source.Url is not null)
            json.WriteString("url", source.Url);
        json.WriteString("schedule", source.Schedule);
        json.WriteBoolean("enabled", source.Enabled);
        json.WriteBoolean("shared", source.Shared);
        Instant(json, "nextDue", state?.NextDue);
        Instant(json, "lastFinished", state?.LastFinished);
        Instant(json, "lastSuccess", state?.LastSuccess);
        json.WriteNumber("failures", state?.Failures ?? 0);
        if (latest is not null)
        {
            json.WritePropertyName("latestRun");
            Run(json, latest);
        }

        json.WriteEndObject();
    }

    public static void Reason(Utf8JsonWriter json, ChangeReason? reason)
    {
        if (reason is { } stated)
            json.WriteString("reason", EnumWord.Of(stated));
    }

    private static void Instant(Utf8JsonWriter json, string name, DateTimeOffset? at)
    {
        if (at is { } instant)
            json.WriteString(name, instant.UtcDateTime);
    }
}
