using Harvester.Rdf.Reading;
using Harvester.Rdf.Text;

namespace Harvester.Rdf.Xml;

/// <summary>
/// Puts U+FFFD in place of what is no character of XML (XML 1.0, section 2.2), for the lenient reading: one control character in one title does not end the
/// document. What the decoder has replaced before is counted with it.
/// </summary>
internal sealed class CharacterMender
{
    private readonly Utf8Buffer mended = new();

    /// <summary>Of what was replaced in the present window: where in the mended bytes, and how many bytes it had been.</summary>
    private readonly List<(int At, int Length)> places = [];

    /// <summary>How many characters were replaced, in windows that are passed.</summary>
    public long Replaced { get; private set; }

    /// <summary>Of the first one; 1-based.</summary>
    public (int Line, int Column) First { get; private set; }

    /// <summary>The window with its whole characters only; itself where there is nothing to mend.</summary>
    public ReadOnlySpan<byte> Mend(ReadOnlySpan<byte> window, bool isLast)
    {
        places.Clear();
        var clean = XmlCharacters.CleanLength(window, isLast, out var isFaulty);
        if (!isFaulty)
        {
            for (var at = 0; window[at..clean].IndexOf("\uFFFD"u8) is >= 0 and var next; at += next + 3)
                places.Add((at + next, 3));
            return window[..clean];
        }
        mended.Clear();
        var end = window.Length - (isLast ? 0 : XmlCharacters.CutLength(window));
        for (var at = 0; at < end;)
        {
            if (!XmlCharacters.IsCharacterAt(window[at..end], out var length) || window[at..].StartsWith("\uFFFD"u8))
            {
                places.Add((mended.Length, length));
                mended.Write("\uFFFD"u8);
            }
            else
                mended.Write(window.Slice(at, length));
            at += length;
        }
        return mended.Written;
    }

    /// <summary>Takes note of what was replaced in the part of the mended window that was taken, and says how long that part was in the window itself.</summary>
    public int Pass(ReadOnlySpan<byte> window, int taken, TextPosition position)
    {
        var count = places.Count;
        while (count > 0 && places[count - 1].At >= taken)
            count--;
        if (count == 0)
            return taken;
        if (Replaced == 0)
            First = position.Behind(window[..places[0].At]);
        Replaced += count;
        for (var i = 0; i < count; i++)
            taken += places[i].Length - 3;
        return taken;
    }
}
