using System.Text;
using Harvester.Rdf.Text;

namespace Harvester.Rdf.Writing;

/// <summary>
/// Which names stand behind a prefix: PN_LOCAL (Turtle 1.1, production [168s]) without its colons, escapes and percent signs. An IRI that would need those reads better whole.
/// </summary>
internal static class LocalNames
{
    public static bool IsLocal(ReadOnlySpan<byte> name)
    {
        if (name.Length == 0 || name[0] == '-')
            return false;
        return name.IndexOfAnyExcept(NameCharacters.Plain) < 0 || NameCharacters.IsLabel(name);
    }

    /// <summary>PN_PREFIX, or nothing (production [167s]).</summary>
    public static bool IsPrefix(string name)
    {
        var utf8 = Encoding.UTF8.GetBytes(name);
        return utf8.Length == 0 || (NameCharacters.IsBase(new Utf8Cursor(utf8).PeekCodePoint(out _)) && NameCharacters.IsLabel(utf8));
    }
}
