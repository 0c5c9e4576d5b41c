using Harvester.Rdf.Text;
using Harvester.Rdf.Turtle;

namespace Harvester.Rdf.Writing;

/// <summary>The literals that Turtle writes without quotes (Turtle 1.1, section 2.5): those that its reader's own grammar reads as they were.</summary>
internal static class TurtleAbbreviations
{
    public static bool IsAbbreviated(ReadOnlySpan<byte> lexical, ReadOnlySpan<byte> datatype)
    {
        if (!datatype.StartsWith(Utf8Names.Xsd) || lexical.Length == 0)
            return false;
        if (datatype.SequenceEqual(Utf8Names.XsdBoolean))
            return lexical.SequenceEqual("true"u8) || lexical.SequenceEqual("false"u8);
        // The number is as long as the text only where all of it is the number.
        var cursor = new Utf8Cursor(lexical);
        return NumberScanner.TryRead(ref cursor, out var token) && cursor.Position == lexical.Length && token.Kind switch
        {
            TokenKind.Integer => datatype.SequenceEqual(Utf8Names.XsdInteger),
            TokenKind.Decimal => datatype.SequenceEqual(Utf8Names.XsdDecimal),
            _ => datatype.SequenceEqual(Utf8Names.XsdDouble),
        };
    }
}
