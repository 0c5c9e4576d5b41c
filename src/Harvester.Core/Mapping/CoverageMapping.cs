using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Harvester.Core.Mapping.Normalisers;
using Harvester.Core.Model;

namespace Harvester.Core.Mapping;

/// <summary>dct:temporal and dct:spatial.</summary>
internal static partial class CoverageMapping
{
    internal static PeriodOfTime? Temporal(RecordReader reader, CompiledRules rules)
    {
        var parts = reader.Together("temporal", Party.Period, rules.Periods);
        var start = Day(reader, "temporal.start", parts[0], reading => reading.First);
        var end = Day(reader, "temporal.end", parts[1], reading => reading.Last);
        if (start is not null || end is not null)
            return new PeriodOfTime(start, end);
        if (reader.Text("temporal") is not { } text)
            return null;
        var (period, code, detail) = JapanesePeriod.Read(text);
        if (period is null)
            reader.Report(code!, Severity.Info, Whose.Record, "temporal", text, detail!);
        return period;
    }

    /// <param name="reader">The record's fields.</param>
    /// <param name="directory">The bodies that a place may be of.</param>
    /// <param name="inTokyo">True when the publisher is one of them: then 北区 is theirs, and not Osaka's.</param>
    internal static Location? Spatial(RecordReader reader, PublisherDirectory directory, bool inTokyo)
    {
        var name = reader.Text("spatial.name", text => !IsIri(text) && !IsShape(text) && !AreaCode.IsCode(text));
        var names = reader.Texts("spatial.name");
        var code = Code(reader, directory, names.Where(text => AreaCode.IsCode(text) || AreaCode.Of(text) is not null));
        code ??= name is null ? null : directory.ByPlace(name, inTokyo)?.Code;
        JsonElement? geometry = reader.TryElement("spatial.geometry", IsGeometry, out var element) ? Parsed(element) : null;
        if (name is null && code is null && names.Find(IsIri) is { } iri)
            reader.Report("unknown-place", Severity.Info, Whose.Record, "spatial.name", iri, "The place is an address whose name is not stated; the name is left empty.");
        var bbox = Box(reader, geometry is not null, [.. reader.Texts("spatial.bbox"), .. Sides(reader), .. reader.Texts("spatial.geometry").Where(text => !names.Contains(text) || IsShape(text)), .. names.Where(IsShape)]);
        return name is null && code is null && bbox is null && geometry is null
            ? null
            : new Location { Name = name, Code = code, Bbox = bbox, Geometry = geometry };
    }

    /// <summary>A box whose sides stand in four fields.</summary>
    private static IEnumerable<string> Sides(RecordReader reader) =>
        reader.Text("spatial.west") is { } west && reader.Text("spatial.south") is { } south && reader.Text("spatial.east") is { } east && reader.Text("spatial.north") is { } north
            ? [$"{west},{south},{east},{north}"]
            : [];

    private static string? Code(RecordReader reader, PublisherDirectory directory, IEnumerable<string> named)
    {
        foreach (var text in named.Prepend(reader.Text("spatial.code")).OfType<string>())
        {
            if (directory.ByPlace(text, inTokyo: false) is { } body)
                return body.Code;
            reader.Report("unknown-place", Severity.Info, Whose.Record, "spatial.code", text, "The code is none of Tokyo and its municipalities, or its check digit is wrong; it is left out.");
        }

        return null;
    }

    private static string? Day(RecordReader reader, string field, string? text, Func<DateReading, DateOnly?> side)
    {
        if (text is null)
            return null;
        var reading = JapaneseDate.Read(text);
        if (side(reading) is { } day)
            return IsoDate.Format(day);
        reader.Report(reading.Code!, Severity.Info, Whose.Record, field, text, reading.Detail!);
        return null;
    }

    /// <summary>The first text that is a box, or a shape with one; what no rule reads is told.</summary>
    private static double[]? Box(RecordReader reader, bool hasGeometry, IEnumerable<string> texts)
    {
        string? unread = null;
        foreach (var text in texts.Where(text => !IsIri(text)))
        {
            if (Numbers(text) is not { } numbers)
            {
                unread ??= IsShape(text) || !reader.Texts("spatial.name").Contains(text) ? text : null;
                continue;
            }

            if (numbers is [>= -180, >= -90, <= 180, <= 90] && numbers[0] <= numbers[2] && numbers[1] <= numbers[3])
                return numbers;
            reader.Report("invalid-bbox", Severity.Info, Whose.Record, "spatial.bbox", text, "The numbers are no box of west, south, east, north in degrees; the field is left empty.");
            return null;
        }

        if (unread is not null && !hasGeometry)
            reader.Report("unknown-geometry", Severity.Info, Whose.Record, "spatial.geometry", unread, "The shape is neither GeoJSON nor a box, point or polygon of WKT in longitude and latitude; it is left out.");
        return null;
    }

    private static double[]? Numbers(string text)
    {
        var parts = text.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length != 4)
            return WktBox.Read(text);
        var numbers = new double[4];
        for (var i = 0; i < 4; i++)
        {
            if (!double.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]))
                return WktBox.Read(text);
        }

        return numbers;
    }

    private static bool IsIri(string text) =>
        text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("urn:", StringComparison.OrdinalIgnoreCase);

    private static bool IsShape(string text) => Shape().IsMatch(text) || Numbers(text) is not null;

    /// <summary>Begins as JSON, GML, or WKT does.</summary>
    [GeneratedRegex(@"^\s*(?:[{<]|(?:SRID=\d+;)?(?:MULTI)?(?:POINT|LINESTRING|POLYGON|CURVE|SURFACE|GEOMETRYCOLLECTION|ENVELOPE|BOX)\s*(?:ZM?|M)?\s*\()", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Shape();

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
