namespace Harvester.Connectors.List;

/// <summary>What a file is by its first bytes; its name and Content-Type say less, for servers give CSV out as Excel and the reverse.</summary>
internal static class ListContent
{
    public static ListContentKind Of(ReadOnlySpan<byte> beginning)
    {
        if (beginning.StartsWith("PK\u0003\u0004"u8) || beginning.StartsWith("PK\u0005\u0006"u8))
            return ListContentKind.Zip;
        if (beginning.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]))
            return ListContentKind.OldWorkbook;
        if (beginning.StartsWith("%PDF"u8))
            return ListContentKind.Pdf;
        return StartsWithTag(beginning) ? ListContentKind.Markup : ListContentKind.Text;
    }

    /// <summary>Also in UTF-16, where every other byte is zero.</summary>
    private static bool StartsWithTag(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            bytes = bytes[3..];
        else if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            bytes = bytes[2..];
        var first = bytes.IndexOfAnyExcept(" \t\r\n\0"u8);
        return first >= 0 && bytes[first] == (byte)'<';
    }
}
