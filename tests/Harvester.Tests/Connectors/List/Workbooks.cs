using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;

namespace Harvester.Tests.Connectors.List;

/// <summary>Workbooks of Excel written by hand, part by part (ECMA-376), so that no binary file is kept.</summary>
internal sealed class Workbooks
{
    private readonly List<(string Name, string? State, string Xml)> sheets = [];
    private readonly List<string> shared = [];
    private bool from1904;

    /// <summary>Number formats by their place: 0 general, then these.</summary>
    public static readonly string[] Formats =
        ["yyyy/m/d", "[$-411]ggge\"年\"m\"月\"d\"日\";@", "yyyy\"年\"m\"月\"", "0000000", "yyyy/m/d h:mm"];

    /// <summary>Formats that Excel knows by number only: 31 is yyyy年m月d日, 57 [$-411]ge.m.d, 55 yyyy年m月, 14 the system's short date.</summary>
    public static readonly int[] BuiltIn = [31, 57, 55, 14];

    public Workbooks Sheet(string name, IReadOnlyList<object?[]> rows, string? merged = null, string? state = null)
    {
        var xml = new StringBuilder("<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>");
        for (var r = 0; r < rows.Count; r++)
        {
            xml.Append(CultureInfo.InvariantCulture, $"<row r=\"{r + 1}\">");
            for (var c = 0; c < rows[r].Length; c++)
                xml.Append(Cell($"{Column(c)}{r + 1}", rows[r][c]));
            xml.Append("</row>");
        }

        xml.Append("</sheetData>");
        if (merged is not null)
            xml.Append("<mergeCells>").AppendJoin("", merged.Split(' ').Select(range => $"<mergeCell ref=\"{range}\"/>")).Append("</mergeCells>");
        sheets.Add((name, state, xml.Append("</worksheet>").ToString()));
        return this;
    }

    public Workbooks Raw(string name, string xml)
    {
        sheets.Add((name, null, xml));
        return this;
    }

    /// <summary>A text among the shared ones, as XML of its <c>si</c>: its number in cells of type s.</summary>
    public Workbooks Shared(string xml)
    {
        shared.Add($"<si>{xml}</si>");
        return this;
    }

    public Workbooks From1904()
    {
        from1904 = true;
        return this;
    }

    public byte[] ToBytes()
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Part(zip, "[Content_Types].xml", """
                <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>
                """);
            Part(zip, "_rels/.rels", """
                <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>
                """);
            Part(zip, "xl/workbook.xml",
                $"<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><workbookPr{(from1904 ? " date1904=\"1\"" : "")}/><sheets>"
                + string.Concat(sheets.Select((sheet, i) => $"<sheet name=\"{SecurityElement.Escape(sheet.Name)}\" sheetId=\"{i + 1}\"{(sheet.State is null ? "" : $" state=\"{sheet.State}\"")} r:id=\"rId{i + 1}\"/>"))
                + "</sheets></workbook>");
            Part(zip, "xl/_rels/workbook.xml.rels",
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                + string.Concat(sheets.Select((_, i) => $"<Relationship Id=\"rId{i + 1}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet{i + 1}.xml\"/>"))
                + (shared.Count == 0 ? "" : "<Relationship Id=\"rIdT\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings\" Target=\"sharedStrings.xml\"/>")
                + "<Relationship Id=\"rIdS\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/></Relationships>");
            Part(zip, "xl/styles.xml",
                "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><numFmts>"
                + string.Concat(Formats.Select((format, i) => $"<numFmt numFmtId=\"{170 + i}\" formatCode=\"{SecurityElement.Escape(format)}\"/>"))
                + "</numFmts><cellXfs><xf numFmtId=\"0\"/>" + string.Concat(Formats.Select((_, i) => $"<xf numFmtId=\"{170 + i}\" applyNumberFormat=\"1\"/>"))
                + string.Concat(BuiltIn.Select(id => $"<xf numFmtId=\"{id}\" applyNumberFormat=\"1\"/>")) + "</cellXfs></styleSheet>");
            if (shared.Count > 0)
                Part(zip, "xl/sharedStrings.xml", $"<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">{string.Concat(shared)}</sst>");
            for (var i = 0; i < sheets.Count; i++)
                Part(zip, $"xl/worksheets/sheet{i + 1}.xml", sheets[i].Xml);
        }

        return file.ToArray();
    }

    private static string Cell(string place, object? value) => value switch
    {
        null => "",
        string text => $"<c r=\"{place}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{SecurityElement.Escape(text)}</t></is></c>",
        (double number, int style) => string.Create(CultureInfo.InvariantCulture, $"<c r=\"{place}\" s=\"{style}\"><v>{number}</v></c>"),
        IFormattable number => $"<c r=\"{place}\"><v>{number.ToString(null, CultureInfo.InvariantCulture)}</v></c>",
        _ => throw new ArgumentException("no cell", nameof(value)),
    };

    private static string Column(int index) => index < 26 ? $"{(char)('A' + index)}" : $"{(char)('A' + (index / 26) - 1)}{(char)('A' + (index % 26))}";

    private static void Part(ZipArchive zip, string name, string xml)
    {
        using var part = new StreamWriter(zip.CreateEntry(name).Open());
        part.Write(xml);
    }
}
