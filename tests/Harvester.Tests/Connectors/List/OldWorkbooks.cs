using System.Text;

namespace Harvester.Tests.Connectors.List;

/// <summary>A workbook as Excel 97 to 2003 wrote it: BIFF8 records ([MS-XLS]) in a compound file ([MS-CFB]), one sheet of texts.</summary>
internal static class OldWorkbooks
{
    private const int Sector = 512;

    public static byte[] Of(params string[][] rows)
    {
        var stream = Records(rows);
        Array.Resize(ref stream, Math.Max(stream.Length, 4096)); // below 4096 bytes it would lie in the mini stream
        var sectors = (stream.Length + Sector - 1) / Sector;
        using var file = new MemoryStream();
        using var writer = new BinaryWriter(file);
        Header(writer);
        Allocation(writer, sectors);
        Directory(writer, stream.Length);
        writer.Write(stream);
        writer.Write(new byte[(sectors * Sector) - stream.Length]);
        return file.ToArray();
    }

    private static byte[] Records(string[][] rows)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        Record(writer, 0x0809, [0x00, 0x06, 0x05, 0x00, .. new byte[12]]); // BOF of the workbook
        Record(writer, 0x0042, [0xB0, 0x04]); // CODEPAGE: UTF-16
        const string Name = "一覧";
        var boundSheetAt = (int)stream.Length + 4;
        Record(writer, 0x0085, [0, 0, 0, 0, 0, 0, (byte)Name.Length, 1, .. Encoding.Unicode.GetBytes(Name)]); // BOUNDSHEET, its offset below
        Record(writer, 0x000A, []); // EOF
        var sheetAt = (int)stream.Length;
        Record(writer, 0x0809, [0x00, 0x06, 0x10, 0x00, .. new byte[12]]); // BOF of the sheet
        Record(writer, 0x0200, [0, 0, 0, 0, (byte)rows.Length, 0, 0, 0, 0, 0, (byte)rows[0].Length, 0, 0, 0]); // DIMENSIONS
        for (var r = 0; r < rows.Length; r++)
            Record(writer, 0x0208, [(byte)r, 0, 0, 0, (byte)rows[r].Length, 0, 0xFF, 0, 0, 0, 0, 0, 0, 1, 0x0F, 0]); // ROW
        for (var r = 0; r < rows.Length; r++)
        {
            for (var c = 0; c < rows[r].Length; c++)
                Record(writer, 0x0204, [(byte)r, 0, (byte)c, 0, 0, 0, (byte)rows[r][c].Length, 0, 1, .. Encoding.Unicode.GetBytes(rows[r][c])]); // LABEL
        }

        Record(writer, 0x000A, []);
        stream.Position = boundSheetAt;
        writer.Write(sheetAt);
        return stream.ToArray();
    }

    private static void Record(BinaryWriter writer, ushort kind, byte[] content)
    {
        writer.Write(kind);
        writer.Write((ushort)content.Length);
        writer.Write(content);
    }

    private static void Header(BinaryWriter writer)
    {
        writer.Write([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
        writer.Write(new byte[16]);
        writer.Write((ushort)0x003E);
        writer.Write((ushort)3);
        writer.Write((ushort)0xFFFE);
        writer.Write((ushort)9); // sectors of 512 bytes
        writer.Write((ushort)6);
        writer.Write(new byte[6]);
        writer.Write(0); // directory sectors
        writer.Write(1); // one sector of the allocation table
        writer.Write(1); // the directory begins in sector 1
        writer.Write(0);
        writer.Write(4096);
        writer.Write(-2); // no mini stream
        writer.Write(0);
        writer.Write(-2); // no further sectors of the table
        writer.Write(0);
        writer.Write(0); // the table is in sector 0
        for (var i = 1; i < 109; i++)
            writer.Write(-1);
    }

    private static void Allocation(BinaryWriter writer, int sectors)
    {
        writer.Write(-3); // sector 0: this table
        writer.Write(-2); // sector 1: the directory, one sector
        for (var i = 0; i < sectors; i++)
            writer.Write(i == sectors - 1 ? -2 : i + 3);
        for (var i = sectors + 2; i < Sector / 4; i++)
            writer.Write(-1);
    }

    private static void Directory(BinaryWriter writer, int length)
    {
        Entry(writer, "Root Entry", 5, child: 1, start: -2, size: 0);
        Entry(writer, "Workbook", 2, child: -1, start: 2, size: length);
        Entry(writer, "", 0, -1, 0, 0);
        Entry(writer, "", 0, -1, 0, 0);
    }

    private static void Entry(BinaryWriter writer, string name, byte kind, int child, int start, int size)
    {
        var bytes = new byte[64];
        Encoding.Unicode.GetBytes(name, bytes);
        writer.Write(bytes);
        writer.Write((ushort)(name.Length == 0 ? 0 : (name.Length + 1) * 2));
        writer.Write(kind);
        writer.Write((byte)1);
        writer.Write(-1);
        writer.Write(-1);
        writer.Write(child);
        writer.Write(new byte[36]);
        writer.Write(start);
        writer.Write((long)size);
    }
}
