namespace Harvester.Core.Mapping.Normalisers;

/// <summary>
/// A body's name at the beginning of a text, for all who take it off: what comes behind it differs (an office, a place, a dataset's title) and is read there.
/// Texts and names come in NFKC, and in one case.
/// </summary>
internal static class BodyName
{
    public const string Metropolis = "東京都";

    /// <summary>As texts have it, the longer first: 東京都港区, 港区.</summary>
    public static IReadOnlyList<string> Spellings(string name) => name == Metropolis ? [name] : [Metropolis + name, name];

    /// <summary>What follows the name, perhaps nothing; null where the text does not begin with it, or with a longer word: 中央区画整理課, 北区域, 東京都市計画.</summary>
    public static string? After(string text, string name) =>
        text.StartsWith(name, StringComparison.Ordinal) && !IsOtherWord(name[^1], text.AsSpan(name.Length)) ? text[name.Length..] : null;

    private static bool IsOtherWord(char last, ReadOnlySpan<char> rest) => !rest.IsEmpty && last switch
    {
        '区' => rest[0] is '域' or '画' or '間' or '分',
        '都' => rest[0] is '市' or '心',
        '市' => rest[0] is '場' or '街',
        _ => false,
    };
}
