using CsCheck;
using Harvester.Core.Mapping.Normalisers;
using Xunit;

namespace Harvester.Tests.Mapping.Normalisers;

public sealed class FormatVocabularyTests
{
    private static FormatVocabulary Vocabulary => MappingFixture.Rules.Formats;

    [Theory]
    [InlineData("ＣＳＶ", "CSV")]
    [InlineData("csv", "CSV")]
    [InlineData("CSV形式", "CSV")]
    [InlineData("CSVファイル", "CSV")]
    [InlineData("CSV（UTF-8）", "CSV")]
    [InlineData("CSV(Shift-JIS)", "CSV")]
    [InlineData("カンマ区切り", "CSV")]
    [InlineData("text/csv", "CSV")]
    [InlineData(".csv", "CSV")]
    [InlineData(".CSV", "CSV")]
    [InlineData("http://publications.europa.eu/resource/authority/file-type/CSV", "CSV")]
    [InlineData("エクセル", "XLSX")]
    [InlineData("Excel", "XLSX")]
    [InlineData("EXCEL", "XLSX")]
    [InlineData("エクセル形式", "XLSX")]
    [InlineData("Excelブック", "XLSX")]
    [InlineData("エクセルファイル", "XLSX")]
    [InlineData("ＸＬＳＸ", "XLSX")]
    [InlineData("XISX", "XLSX")]
    [InlineData("ワード", "DOCX")]
    [InlineData("Word", "DOCX")]
    [InlineData("Word形式", "DOCX")]
    [InlineData("パワーポイント", "PPTX")]
    [InlineData("PowerPoint", "PPTX")]
    [InlineData("ＰＤＦ", "PDF")]
    [InlineData("PDF形式", "PDF")]
    [InlineData("PDFファイル", "PDF")]
    [InlineData("ピーディーエフ", "PDF")]
    [InlineData("acrobat", "PDF")]
    [InlineData("シェープ", "SHP")]
    [InlineData("シェープファイル", "SHP")]
    [InlineData("シェイプファイル", "SHP")]
    [InlineData("Shape", "SHP")]
    [InlineData("SHAPE", "SHP")]
    [InlineData("shapefile", "SHP")]
    [InlineData("ESRI Shapefile", "SHP")]
    [InlineData("シェープ形式(ZIP)", "SHP")]
    [InlineData("JSON形式", "JSON")]
    [InlineData("ジェイソン", "JSON")]
    [InlineData("GeoJSON", "GEOJSON")]
    [InlineData("geojson", "GEOJSON")]
    [InlineData("GeoJson", "GEOJSON")]
    [InlineData("ジオJSON", "GEOJSON")]
    [InlineData("application/geo+json", "GEOJSON")]
    [InlineData("KML形式", "KML")]
    [InlineData("テキスト", "TXT")]
    [InlineData("TEXT", "TXT")]
    [InlineData("テキストファイル", "TXT")]
    [InlineData("TXT形式", "TXT")]
    [InlineData("画像", "JPEG")]
    [InlineData("JPG", "JPEG")]
    [InlineData("jpeg", "JPEG")]
    [InlineData("ＪＰＥＧ", "JPEG")]
    [InlineData("TIF", "TIFF")]
    [InlineData("HTM", "HTML")]
    [InlineData("ホームページ", "HTML")]
    [InlineData("Webページ", "HTML")]
    [InlineData("ウェブページ", "HTML")]
    [InlineData("リンク", "HTML")]
    [InlineData("URL", "HTML")]
    [InlineData("外部リンク", "HTML")]
    [InlineData("Web", "HTML")]
    [InlineData("text/html", "HTML")]
    [InlineData("API", "API")]
    [InlineData("WebAPI", "API")]
    [InlineData("REST", "API")]
    [InlineData("ＡＰＩ", "API")]
    [InlineData("圧縮", "ZIP")]
    [InlineData("圧縮ファイル", "ZIP")]
    [InlineData("ZIP形式", "ZIP")]
    [InlineData("application/zip", "ZIP")]
    [InlineData("RDF形式", "RDF")]
    [InlineData("RDF/XML", "RDF")]
    [InlineData("Turtle", "TTL")]
    [InlineData("ttl", "TTL")]
    [InlineData("標準的なバス情報フォーマット", "GTFS")]
    [InlineData("GTFS-JP", "GTFS")]
    [InlineData("GTFS(静的)", "GTFS")]
    [InlineData("GTFSリアルタイム", "GTFS-RT")]
    [InlineData("GTFS-RT", "GTFS-RT")]
    [InlineData("GTFS Realtime", "GTFS-RT")]
    [InlineData("一太郎", "JTD")]
    [InlineData("xls", "XLS")]
    [InlineData("application/vnd.ms-excel", "XLS")]
    [InlineData("シェープファイル（ZIP）", "SHP")]
    [InlineData("SHP (zip)", "SHP")]
    [InlineData("Web Page", "HTML")]
    [InlineData("ArcGIS GeoServices REST API", "API")]
    [InlineData("application/vnd.ogc.wms_xml", "WMS")]
    [InlineData("PMTiles", "PMTILES")]
    [InlineData("LAZ", "LAZ")]
    [InlineData("GeoPackage", "GPKG")]
    [InlineData("Microsoft Word", "DOCX")]
    [InlineData("xls(x)", "XLSX")]
    [InlineData("EXCEL（xlsx）", "XLSX")]
    [InlineData("エクセル(xlsx)", "XLSX")]
    [InlineData("エクセル(xls)", "XLS")]
    [InlineData("CSV形式（Shift_JIS）", "CSV")]
    [InlineData("CSV（UTF-8 BOM付き）", "CSV")]
    [InlineData("画像（JPEG）", "JPEG")]
    [InlineData("画像（PNG）", "PNG")]
    [InlineData("Shape(ZIP)", "SHP")]
    [InlineData("ZIP（シェープ）", "SHP")]
    [InlineData("RTF", "RTF")]
    [InlineData("ODT", "ODT")]
    [InlineData("N3", "N3")]
    [InlineData("SPARQL", "SPARQL")]
    [InlineData("Parquet", "PARQUET")]
    [InlineData("MP3", "MP3")]
    [InlineData("MOV", "MOV")]
    [InlineData("FGDB", "FGDB")]
    [InlineData("GPX", "GPX")]
    [InlineData("3D Tiles", "3DTILES")]
    [InlineData("glTF", "GLTF")]
    [InlineData("XBRL", "XBRL")]
    [InlineData("TAR", "TAR")]
    [InlineData("GZ", "GZIP")]
    [InlineData("RAR", "RAR")]
    [InlineData("BMP", "BMP")]
    [InlineData("NetCDF", "NETCDF")]
    [InlineData("iCal", "ICS")]
    [InlineData("YAML", "YAML")]
    public void Read_ASpellingInUse_IsItsLabel(string text, string expected)
    {
        var reading = Vocabulary.Read(text, null, null);
        Assert.Equal((expected, null), (reading.Format, reading.Code));
    }

    [Fact]
    public void Read_EachOwnSpellingExtensionAndLabel_IsItself()
    {
        foreach (var entry in Vocabulary.Entries)
        {
            foreach (var word in entry.Spellings.Append(entry.Label))
                Assert.Equal((word, entry.Label), (word, Vocabulary.Read(word, null, null).Format));
            foreach (var extension in entry.Extensions)
                Assert.Equal((extension, entry.Label), (extension, Vocabulary.Read(null, null, $"https://example/x.{extension}?v=1").Format));
        }
    }

    [Theory]
    [InlineData("Excel", "https://example/a.xls", "XLS", "application/vnd.ms-excel", null)]
    [InlineData("XLS", "https://example/a.xlsx", "XLS", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "format-mismatch")]
    [InlineData("XLSX", "https://example/a.xls", "XLSX", "application/vnd.ms-excel", "format-mismatch")]
    [InlineData("MVT / PMTiles", null, "MVT / PMTiles", null, "several-formats")]
    [InlineData("LAS / LAZ", "https://example/a.laz", "LAZ", "application/vnd.laszip", "several-formats")]
    [InlineData("GeoJSON", "https://example/a.json", "GEOJSON", "application/geo+json", null)]
    [InlineData("CSV", "https://example/download.html", "CSV", "text/csv", null)]
    [InlineData("CSV", "https://example/a.zip", "ZIP", "application/zip", "format-mismatch")]
    [InlineData("シェープ", "https://example/a.zip", "SHP", "application/zip", null)]
    [InlineData("PDF", "https://example/a.csv", "PDF", "text/csv", "format-mismatch")]
    [InlineData("Excel, CSV", "https://example/a.csv", "CSV", "text/csv", "several-formats")]
    [InlineData("CSV・PDF", null, "CSV・PDF", null, "several-formats")]
    [InlineData("csv,xlsx", "https://example/a.xlsx", "XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "several-formats")]
    [InlineData("その他", "https://example/a.CSV", "CSV", "text/csv", null)]
    [InlineData("-", null, null, null, null)]
    [InlineData("CSV(ZIP)", null, "ZIP", "application/zip", "archived-format")]
    [InlineData("ZIP(CSV)", "https://example/a.zip", "ZIP", "application/zip", "archived-format")]
    [InlineData("ＺＩＰ（ＣＳＶ）", "https://example/a.lzh", "LZH", "application/x-lzh-compressed", "archived-format")]
    [InlineData("CSV(ZIP)", "https://example/a.csv", "CSV", "text/csv", "format-mismatch")]
    [InlineData("Shape(ZIP)", "https://example/a.zip", "SHP", "application/zip", null)]
    [InlineData("ZIP（シェープ）", null, "SHP", "application/zip", null)]
    [InlineData("CSV・PDF", "https://example/a.zip", "ZIP", "application/zip", "several-formats")]
    [InlineData("CSV（謎）", null, "CSV（謎）", null, "unknown-format")]
    [InlineData("PDF（Word）", null, "PDF（Word）", null, "unknown-format")]
    [InlineData("動画", null, "動画", null, "unknown-format")]
    [InlineData("動画", "https://example/a.mp4", "MP4", "video/mp4", "unknown-format")]
    [InlineData("謎", null, "謎", null, "unknown-format")]
    [InlineData("謎", "https://example/a.csv", "CSV", "text/csv", "unknown-format")]
    public void Read_WordAgainstFileName_FollowsTheRule(string word, string? url, string? label, string? mediaType, string? code)
    {
        var reading = Vocabulary.Read(word, null, url);
        Assert.Equal((label, mediaType, code), (reading.Format, reading.MediaType, reading.Code));
    }

    [Theory]
    [InlineData("application/geo+json", "GEOJSON")]
    [InlineData("https://www.iana.org/assignments/media-types/text/csv", "CSV")]
    [InlineData("text/csv; charset=utf-8", "CSV")]
    [InlineData("application/zip", "ZIP")]
    public void Read_TheMediaTypeAlone_NamesTheFormat(string mediaType, string label) => Assert.Equal(label, Vocabulary.Read(null, mediaType, null).Format);

    [Theory]
    [InlineData(null, "application/octet-stream", null, null, "application/octet-stream")]
    [InlineData(null, "application/x-protobuf", null, null, "application/x-protobuf")]
    [InlineData("application/octet-stream", null, null, null, "application/octet-stream")]
    [InlineData(null, "application/octet-stream", "https://example/a.csv", "CSV", "text/csv")]
    [InlineData("CSV", "application/octet-stream", null, "CSV", "text/csv")]
    [InlineData("SHP", "application/zip", "https://example/download/1", "SHP", "application/zip")]
    [InlineData("GeoJSON", "application/json", "https://example/a.json", "GEOJSON", "application/json")]
    [InlineData("SHP", "application/vnd.shp", "https://example/a.zip", "SHP", "application/zip")]
    public void Read_AStatedMediaType_IsKeptAndAGenericOneDecidesNothing(string? word, string? mediaType, string? url, string? label, string? expected)
    {
        var reading = Vocabulary.Read(word, mediaType, url);
        Assert.Equal((label, expected, null), (reading.Format, reading.MediaType, reading.Code));
    }

    [Theory]
    [InlineData("CSV", 3, true, true)]
    [InlineData("XLSX", 2, true, false)]
    [InlineData("PDF", 1, false, false)]
    [InlineData("GEOJSON", 3, true, true)]
    [InlineData("TTL", 4, true, true)]
    [InlineData("TSV", 3, false, true)]
    [InlineData("SHP", 2, true, false)]
    [InlineData("ZIP", null, false, true)]
    [InlineData("NetCDF", 3, true, true)]
    [InlineData("TriG", 4, true, true)]
    [InlineData("N-Quads", 4, true, true)]
    [InlineData("RDFa", 4, true, false)]
    [InlineData("BMP", 1, false, true)]
    [InlineData("GZIP", null, false, true)]
    [InlineData("RTF", 1, false, true)]
    [InlineData("TAR", null, false, true)]
    [InlineData("JPEG2000", 1, false, true)]
    public void Entry_StarsAndLists_AreThoseOfTheTable(string label, int? stars, bool machineReadable, bool nonProprietary)
    {
        var entry = Vocabulary.Find(label)!;
        Assert.Equal((stars, machineReadable, nonProprietary), (entry.Stars, entry.MachineReadable, entry.NonProprietary));
    }

    [Fact]
    public void Read_SeveralFormatsWithoutAFileName_NamesEach()
    {
        Assert.Equal(["CSV", "XLSX"], Vocabulary.Read("CSV/XLSX", null, "https://example/page").Several.Select(entry => entry.Label));
        Assert.Empty(Vocabulary.Read("CSV/XLSX", null, "https://example/a.csv").Several);
    }

    [Fact]
    public void Read_EverySpelling_IsTheSameInFullWidthAndCapitals() =>
        Assert.All(Vocabulary.Entries.SelectMany(entry => entry.Spellings.Append(entry.Label)), word =>
            Assert.Equal((word, Vocabulary.Read(word, null, null).Format), (word, Vocabulary.Read(VocabularyText.Wide(word.ToUpperInvariant()), null, null).Format)));

    [Fact]
    public void Read_AnyTexts_NeverThrowsAndItsLabelReadsAsItself()
    {
        var word = Gen.OneOf(Gen.String, Gen.OneOf("CSV", "エクセル", "ZIP", "(", "）", "（", ")", "・", "/", "PDF形式", "text/csv", " ", "Shift_JIS", "画像", "png").Array[0, 5].Select(string.Concat));
        Gen.Select(word, word, word.Select(text => "https://example/" + text + ".zip")).Sample((stated, type, url) =>
        {
            var reading = Vocabulary.Read(stated, type, url);
            if (reading is { Entry: { } entry, Code: null })
                Assert.Equal(entry, Vocabulary.Read(entry.Label, null, null).Entry);
        }, iter: 5_000);
    }
}
