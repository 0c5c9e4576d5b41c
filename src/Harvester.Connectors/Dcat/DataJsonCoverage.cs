using System.Text.Json;
using Harvester.Core.Model;

namespace Harvester.Connectors.Dcat;

/// <summary>Periods and places of a data.json: texts in DCAT-US 1.1 ("start/end"; a name, a box or GeoJSON), PeriodOfTime and Location in 3.0.</summary>
internal static class DataJsonCoverage
{
    private static readonly string[] Sides = ["westBoundingLongitude", "southBoundingLatitude", "eastBoundingLongitude", "northBoundingLatitude"];

    public static string Period(JsonElement value, string name, List<Problem> problems)
    {
        if (value.ValueKind == JsonValueKind.Object && (DataJsonValue.Text(value, "startDate") ?? DataJsonValue.Text(value, "endDate")) is not null)
            return Node(DataJsonValue.Text(value, "startDate"), DataJsonValue.Text(value, "endDate"));
        var text = DataJsonValue.Plain(value, name, problems);
        var divider = text.IndexOf('/');
        return divider < 0 ? CatalogNode.Literal(text) : Node(text[..divider], text[(divider + 1)..]);
    }

    /// <summary>GeoJSON stays GeoJSON, as the text that <c>locn:geometry</c> has.</summary>
    public static string Place(JsonElement value, string name, List<Problem> problems)
    {
        if (value.ValueKind != JsonValueKind.Object)
            return DataJsonValue.Link(DataJsonValue.Plain(value, name, problems));
        if (DataJsonValue.Member(value, "coordinates") is not null)
            return new CatalogNode(inOrder: true).Add("locn:geometry", CatalogNode.Literal(value.GetRawText())).ToJson();
        var node = new CatalogNode(inOrder: true);
        if (DataJsonValue.Text(value, "@id") is { } id && DataJsonValue.IsWebAddress(id))
            node.Id(id);
        foreach (var label in (string[])["prefLabel", "label", "title", "name"])
        {
            if (DataJsonValue.Text(value, label) is { } text)
                node.Add("skos:prefLabel", CatalogNode.Literal(text));
        }

        if (DataJsonValue.Member(value, "geometry") is { } geometry)
            node.Add("locn:geometry", CatalogNode.Literal(geometry.ValueKind == JsonValueKind.String ? geometry.GetString()! : geometry.GetRawText()));
        if (DataJsonValue.Member(value, "bbox") is { } box && Box(box) is { } numbers)
            node.Add("dcat:bbox", CatalogNode.Literal(numbers));
        return node.IsEmpty ? CatalogNode.Literal(DataJsonValue.Plain(value, name, problems)) : node.ToJson();
    }

    private static string? Box(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String)
            return value.GetString();
        if (value.ValueKind == JsonValueKind.Array)
            return value.EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } first ? Box(first) : string.Join(',', value.EnumerateArray().Select(number => number.ToString()));
        if (value.ValueKind != JsonValueKind.Object)
            return null;
        string?[] sides = [.. Sides.Select(side => DataJsonValue.Text(value, side))];
        return sides.Contains(null) ? null : string.Join(',', sides);
    }

    private static string Node(string? start, string? end)
    {
        var node = new CatalogNode(inOrder: true);
        if (start is { Length: > 0 })
            node.Add("dcat:startDate", CatalogNode.Literal(start));
        if (end is { Length: > 0 })
            node.Add("dcat:endDate", CatalogNode.Literal(end));
        return node.ToJson();
    }
}
