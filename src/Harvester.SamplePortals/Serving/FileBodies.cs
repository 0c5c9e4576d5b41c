using System.Text;
using Harvester.SamplePortals.Content;

namespace Harvester.SamplePortals.Serving;

/// <summary>Small bodies for the files, so that no link is dead and standard CSVs have the standard's column heads.</summary>
internal static class FileBodies
{
    private static readonly Lazy<IReadOnlyDictionary<string, string[]>> StandardHeads = new(ReadStandardHeads);

    // The end-of-central-directory record alone: the smallest zip there is, and so the smallest xlsx-like answer.
    private static readonly byte[] EmptyZip = [0x50, 0x4B, 0x05, 0x06, .. new byte[18]];

    public static Document Of(SampleFile file) => file.Format switch
    {
        "CSV" => new(Csv(file), "text/csv", file.Modified),
        "GEOJSON" => Document.Text("{\"type\":\"FeatureCollection\",\"features\":[]}", "application/geo+json", file.Modified),
        "KML" => Document.Text("<kml xmlns=\"http://www.opengis.net/kml/2.2\"><Document/></kml>", "application/vnd.google-earth.kml+xml", file.Modified),
        "CITYGML" => Document.Text("<CityModel xmlns=\"http://www.opengis.net/citygml/2.0\"/>", "application/gml+xml", file.Modified),
        "PDF" => Document.Text("%PDF-1.4\n%%EOF\n", "application/pdf", file.Modified),
        "TXT" => Document.Text(file.Title + "\n", "text/plain; charset=utf-8", file.Modified),
        "XLSX" => new(EmptyZip, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", file.Modified),
        "XLS" => new(EmptyZip, "application/vnd.ms-excel", file.Modified),
        _ => new(EmptyZip, "application/zip", file.Modified),
    };

    private static byte[] Csv(SampleFile file)
    {
        var place = Municipality.All.FirstOrDefault(place => file.Url.Contains(place.Code, StringComparison.Ordinal)) ?? Municipality.Minato;
        var heads = StandardHeads.Value
            .FirstOrDefault(pair => file.Url.Contains($"{place.Code}_{pair.Key}.", StringComparison.Ordinal)
                                    || file.Url.Contains($"{place.Code}_{pair.Key}_2", StringComparison.Ordinal))
            .Value ?? ["年度", "区分", "値", "備考"];
        var text = new StringBuilder().AppendJoin(',', heads).Append("\r\n");
        for (var row = 1; row <= 3; row++)
            text.AppendJoin(',', heads.Select(head => Cell(head, place, row))).Append("\r\n");

        // Half of the files carry a byte order mark, as Excel wants it; Fuchu's are in its list's own charset.
        if (place == Municipality.Fuchu)
            return Charsets.Cp932.GetBytes(text.ToString());
        return Stable.Number(file.Url, 2) == 0
            ? [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(text.ToString())]
            : Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Cell(string head, Municipality place, int row) => head switch
    {
        "全国地方公共団体コード" or "所在地_全国地方公共団体コード" => place.Code,
        "ID" => $"{row:D10}",
        "地方公共団体名" or "所在地_市区町村" => place.Name,
        "所在地_都道府県" => "東京都",
        "所在地_町字" => place.FirstTown,
        "所在地_連結表記" => $"東京都{place.Name}{place.FirstTown}{row}-1",
        "名称" => $"{place.FirstTown}第{row}",
        "年度" => $"令和{row + 3}年度",
        "値" => $"{100 + Stable.Number(place.Code + row, 900)}",
        _ => "",
    };

    private static Dictionary<string, string[]> ReadStandardHeads()
    {
        using var stream = typeof(FileBodies).Assembly.GetManifestResourceStream("standard-headers.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.StartsWith('#'))
            .Select(line => line.Split('\t'))
            .ToDictionary(cells => cells[0], cells => cells[1].Split('|'), StringComparer.Ordinal);
    }
}
