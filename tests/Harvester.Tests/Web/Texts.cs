namespace Harvester.Tests.Web;

/// <summary>Which texts can be escaped at all.</summary>
internal static class Texts
{
    /// <summary>True without half surrogate pairs.</summary>
    public static bool IsWhole(this string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else if (char.IsSurrogate(text[i]))
                return false;
        }

        return true;
    }
}
