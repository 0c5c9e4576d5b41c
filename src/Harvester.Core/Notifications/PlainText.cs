using System.Globalization;
using System.Text;

namespace Harvester.Core.Notifications;

/// <summary>Text for a mail: no character that acts, lines that every terminal shows whole.</summary>
public static class PlainText
{
    /// <summary>Columns of a line; a Japanese character takes two. RFC 5322, section 2.1.1, asks for at most 78.</summary>
    public const int Width = 76;

    /// <summary>One line: control characters, line ends and marks that turn the direction of writing become spaces, runs of white space one; shortened to a length.</summary>
    public static string Line(string text, int longest)
    {
        var line = new StringBuilder(Math.Min(text.Length, longest));
        foreach (var rune in text.EnumerateRunes())
        {
            var acts = Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse || Rune.IsWhiteSpace(rune);
            if (!acts)
                line.Append(rune);
            else if (line.Length > 0 && line[^1] != ' ')
                line.Append(' ');
            if (line.Length >= longest)
                return line.ToString().TrimEnd() + "…";
        }

        return line.ToString().TrimEnd();
    }

    /// <summary>
    /// Folds a paragraph: at spaces, and between Japanese characters, but never within an address or a word. Lines after the first are indented like it.
    /// </summary>
    public static string Fold(string paragraph)
    {
        var indent = paragraph.Length - paragraph.TrimStart(' ').Length;
        // "1. " and "- " hang out.
        var text = paragraph[indent..];
        var hang = indent + (text.Length > 2 && (text.StartsWith("- ", StringComparison.Ordinal) || (char.IsAsciiDigit(text[0]) && text[1] == '.')) ? text.IndexOf(' ', StringComparison.Ordinal) + 1 : 0);
        var folded = new StringBuilder().Append(' ', indent);
        var column = indent;
        foreach (var piece in Pieces(text))
        {
            var width = piece.EnumerateRunes().Sum(Columns);
            if (column + width > Width && column > hang && piece != " ")
            {
                while (folded.Length > 0 && folded[^1] == ' ')
                    folded.Length--;
                folded.Append('\n').Append(' ', hang);
                column = hang;
            }

            if (piece == " " && column == hang && folded.Length > hang && folded[^1] == ' ')
                continue;
            folded.Append(piece);
            column += width;
        }

        return folded.ToString().TrimEnd(' ');
    }

    /// <summary>East Asian wide characters (UAX #11) by their blocks: exact enough to fold a line.</summary>
    public static int Columns(Rune rune) => rune.Value switch
    {
        >= 0x1100 and <= 0x115F or >= 0x2E80 and <= 0xA4CF or >= 0xAC00 and <= 0xD7A3 or >= 0xF900 and <= 0xFAFF or >= 0xFE30 and <= 0xFE6F
            or >= 0xFF00 and <= 0xFF60 or >= 0xFFE0 and <= 0xFFE6 or >= 0x1F300 and <= 0x1FAFF or >= 0x20000 and <= 0x3FFFD => 2,
        _ => 1,
    };

    /// <summary>What must stay together: a space, a word of narrow characters, a wide character with the marks that may not begin a line.</summary>
    private static IEnumerable<string> Pieces(string text)
    {
        const string NeverFirst = "、。，．・：；？！）」』】〕々ーぁぃぅぇぉっゃゅょァィゥェォッャュョ";
        var piece = new StringBuilder();
        var wide = false;
        foreach (var rune in text.EnumerateRunes())
        {
            var isWide = Columns(rune) == 2;
            var letter = rune.ToString();
            var stays = piece.Length > 0 && letter != " " && piece[^1] != ' ' && (isWide ? wide && NeverFirst.Contains(letter, StringComparison.Ordinal) : !wide);
            if (piece.Length > 0 && !stays)
            {
                yield return piece.ToString();
                piece.Clear();
            }

            piece.Append(letter);
            wide = isWide;
        }

        if (piece.Length > 0)
            yield return piece.ToString();
    }
}
