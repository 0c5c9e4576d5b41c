using System.Globalization;
using Harvester.Core.Model;
using Harvester.Publishing.Dcat;

namespace Harvester.Publishing.DataJson;

/// <summary>temporal and spatial. A period needs both ends in DCAT-US 1.1; a place that is more than a name is a Location of DCAT-US 3.0.</summary>
internal static class DataJsonCoverage
{
    public static void Write(JsonMembers members, Dataset dataset)
    {
        if (dataset.Temporal is { Start: { } start, End: { } end })
            members.Text("temporal", $"{start}/{end}");
        if (dataset.Spatial is not { } place)
            return;
        if (place is { Name: { } name, Code: null, Bbox: null, Geometry: null })
        {
            members.Text("spatial", name);
            return;
        }

        members.Json.WriteStartObject("spatial");
        members.Text("@type", "Location");
        members.Text("@id", place.Code is { Length: 6 } code ? Terms.StatisticalArea + code[..5] : null);
        members.Text("prefLabel", place.Name);
        if (place.Bbox is { Count: 4 } box)
            members.Text("bbox", string.Join(',', box.Select(side => side.ToString("R", CultureInfo.InvariantCulture))));
        if (place.Geometry is { } geometry)
        {
            members.Json.WritePropertyName("geometry");
            geometry.WriteTo(members.Json);
        }

        members.Json.WriteEndObject();
    }
}
