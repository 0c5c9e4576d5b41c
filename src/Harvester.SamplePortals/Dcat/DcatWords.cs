namespace Harvester.SamplePortals.Dcat;

/// <summary>Codes of the EU vocabularies and media types, as the DCAT samples write them.</summary>
internal static class DcatWords
{
    public static string Theme(string category) => category switch
    {
        "防災" => "JUST",
        "くらし・環境" => "ENVI",
        "健康・福祉" => "HEAL",
        "教育・文化" => "EDUC",
        "交通" => "TRAN",
        "まちづくり" => "REGI",
        "観光" or "産業" => "ECON",
        _ => "GOVE",
    };

    public static string MediaType(string format) => format switch
    {
        "CSV" => "text/csv",
        "XLSX" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "GEOJSON" => "application/geo+json",
        "KML" => "application/vnd.google-earth.kml+xml",
        "PDF" => "application/pdf",
        "TXT" => "text/plain",
        "CITYGML" => "application/gml+xml",
        _ => "application/zip",
    };

    /// <summary>The EU file-type code; GTFS and CityGML have none of their own.</summary>
    public static string FileType(string format) => format switch
    {
        "GTFS" => "ZIP",
        "CITYGML" => "GML",
        _ => format,
    };
}
