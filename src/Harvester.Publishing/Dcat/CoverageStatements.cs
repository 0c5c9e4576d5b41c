using System.Collections.Frozen;
using System.Globalization;
using Harvester.Core.Model;

namespace Harvester.Publishing.Dcat;

/// <summary>What time, place and language a dataset is about: dct:temporal, dct:spatial, dct:language.</summary>
internal static class CoverageStatements
{
    private static ReadOnlySpan<byte> GeometryClass => "http://www.w3.org/ns/locn#Geometry"u8;
    private static ReadOnlySpan<byte> AsGeoJson => "http://www.opengis.net/ont/geosparql#asGeoJSON"u8;

    /// <summary>Codes of the EU language list (ISO 639-3).</summary>
    private static readonly FrozenDictionary<string, string> EuLanguages = new Dictionary<string, string>
    {
        ["ja"] = "JPN",
        ["en"] = "ENG",
        ["zh"] = "ZHO",
        ["ko"] = "KOR",
        ["fr"] = "FRA",
        ["de"] = "DEU",
        ["es"] = "SPA",
        ["pt"] = "POR",
        ["it"] = "ITA",
        ["nl"] = "NLD",
        ["ca"] = "CAT",
        ["th"] = "THA",
        ["vi"] = "VIE",
        ["id"] = "IND",
        ["ru"] = "RUS",
        ["tl"] = "TGL",
        ["ne"] = "NEP",
        ["my"] = "MYA",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static void Write(StatementOutput output, Node dataset, Dataset record)
    {
        Languages(output, dataset, record.Language);
        if (record.Temporal is { } period && (period.Start ?? period.End) is not null)
        {
            var node = output.Blank(Terms.Dct.PeriodOfTime);
            output.Link(dataset, Terms.Dct.Temporal, node);
            output.Date(node, Terms.Dcat.StartDate, period.Start);
            output.Date(node, Terms.Dcat.EndDate, period.End);
        }

        if (record.Spatial is { } place)
            Place(output, dataset, place);
    }

    /// <summary>Dcat:bbox as a polygon of WKT, longitude first (GeoSPARQL 1.1, section 8.5.1): the box's corners against the clock from the south-west.</summary>
    public static string Polygon(IReadOnlyList<double> box)
    {
        var (west, south, east, north) = (Number(box[0]), Number(box[1]), Number(box[2]), Number(box[3]));
        return $"POLYGON(({west} {south}, {east} {south}, {east} {north}, {west} {north}, {west} {south}))";
    }

    /// <summary>The area's own IRI and, as names and shapes of a record are no facts of the area, a node beside it.</summary>
    private static void Place(StatementOutput output, Node dataset, Location place)
    {
        if (place.Code is { Length: 6 } code)
            output.Known(dataset, Terms.Dct.Spatial, Terms.StatisticalArea + code[..5], Terms.Dct.Location);
        if (place.Name is null && place.Bbox is not { Count: 4 } && place.Geometry is null)
            return;
        var node = output.Blank(Terms.Dct.Location);
        output.Link(dataset, Terms.Dct.Spatial, node);
        output.Text(node, Terms.Skos.PrefLabel, place.Name);
        if (place.Bbox is { Count: 4 } box)
            output.Literal(node, Terms.Dcat.Bbox, Polygon(box), Terms.Geo.WktLiteral);
        if (place.Geometry is not { } geometry)
            return;
        var shape = output.Blank(GeometryClass);
        output.Link(node, Terms.Geo.Geometry, shape);
        output.Literal(shape, AsGeoJson, geometry.GetRawText(), Terms.Geo.GeoJsonLiteral);
    }

    /// <summary>IRIs of the EU list where it has all of them; else a node with the tag for each: the list has no scripts and regions.</summary>
    private static void Languages(StatementOutput output, Node dataset, IReadOnlyList<string> tags)
    {
        if (tags.All(EuLanguages.ContainsKey))
        {
            foreach (var tag in tags)
                output.Known(dataset, Terms.Dct.Language, Terms.EuLanguage + EuLanguages[tag], Terms.Dct.LinguisticSystem);
            return;
        }

        foreach (var tag in tags)
        {
            var node = output.Blank(Terms.Dct.LinguisticSystem);
            output.Link(dataset, Terms.Dct.Language, node);
            output.Text(node, Terms.Value, tag);
        }
    }

    private static string Number(double number) => number.ToString("0.###############", CultureInfo.InvariantCulture) is var plain && double.Parse(plain, CultureInfo.InvariantCulture).Equals(number) ? plain : number.ToString("R", CultureInfo.InvariantCulture);
}
