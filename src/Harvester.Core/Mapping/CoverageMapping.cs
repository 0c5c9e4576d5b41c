using System.Globalization;
using System.Text.Json;
using Harvester.Core.Mapping.Normalisers;
using Harvester.Core.Model;

namespace Harvester.Core.Mapping;

/// <summary>dct:temporal and dct:spatial.</summary>
internal static class CoverageMapping
{
    internal static PeriodOfTime? Temporal(RecordReader reader)
    {
        var start = Day(reader, "temporal.start", reading => reading.First);
        var end = Day(reader, "temporal.end", reading => reading.Last);
        if (start is not null || end is not null)
            return new PeriodOfTime(start, end);
        if (reader.Text("temporal") is not { } text)
            return null;
        var (period, code, detail) = JapanesePeriod.Read(text);
        if (period is null)
            reader.Report(code!, Severity.Info, Whose.Record, "temporal", text, detail!);
        return period;
    }

    internal static Location? Spatial(RecordReader reader, PublisherDirectory directory)
    {
        var name = reader.Text("spatial.name");
        var code = reader.Text("spatial.code") is { } stated ? directory.ByCode(stated)?.Code : null;
        code ??= name is null ? null : directory.ByName(name) is { IsOffice: false, Body: { } body } ? body.Code : null;
        var bbox = Box(reader);
        JsonElement? geometry = reader.TryElement("spatial.geometry", IsGeometry, out var element) ? Parsed(element) : null;
        return name is null && code is null && bbox is null && geometry is null
            ? null
            : new Location { Name = name, Code = code, Bbox = bbox, Geometry = geometry };
    }

    private static string? Day(RecordReader reader, string field, Func<DateReading, DateOnly?> side)
    {
        if (reader.Text(field) is not { } text)
            return null;
        var reading = JapaneseDate.Read(text);
        if (side(reading) is { } day)
            return IsoDate.Format(day);
        reader.Report(reading.Code!, Severity.Info, Whose.Record, field, text, reading.Detail!);
        return null;
    }

    private static double[]? Box(RecordReader reader)
    {
        if (reader.Text("spatial.bbox") is not { } text)
            return null;
        var parts = text.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        // What is no box at all (a name, GeoJSON) is read as name or geometry by the other rules.
        if (parts.Length != 4)
            return null;
        var numbers = new double[4];
        for (var i = 0; i < 4; i++)
        {
            if (!double.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]))
                return null;
        }

        if (numbers is [>= -180, >= -90, <= 180, <= 90] && numbers[0] <= numbers[2] && numbers[1] <= numbers[3])
            return numbers;
        reader.Report("invalid-bbox", Severity.Info, Whose.Record, "spatial.bbox", text, "The four numbers are no box of west, south, east, north in degrees; the field is left empty.");
        return null;
    }

    private static bool IsGeometry(JsonElement element) => Parsed(element) is not null;

    private static JsonElement? Parsed(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Object && !element.TryGetProperty("@value"u8, out _))
            return IsGeoJson(element) ? element.Clone() : null;
        if (JsonText.Of(element) is not { } text || !text.AsSpan().TrimStart().StartsWith("{"))
            return null;
        try
        {
            using var parsed = JsonDocument.Parse(text);
            return IsGeoJson(parsed.RootElement) ? parsed.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>RFC 7946, section 3.1.</summary>
    private static bool IsGeoJson(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object
        && element.TryGetProperty("type"u8, out var type) && type.ValueKind == JsonValueKind.String
        && type.GetString() is "Point" or "MultiPoint" or "LineString" or "MultiLineString" or "Polygon" or "MultiPolygon" or "GeometryCollection"
        && (element.TryGetProperty("coordinates"u8, out _) || element.TryGetProperty("geometries"u8, out _));
}
