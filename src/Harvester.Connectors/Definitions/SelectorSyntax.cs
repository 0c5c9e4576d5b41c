using AngleSharp.Css.Parser;

namespace Harvester.Connectors.Definitions;

/// <summary>Checks CSS selectors (Selectors Level 4, as far as AngleSharp reads it) when a file is loaded, not when a run meets them.</summary>
internal static class SelectorSyntax
{
    /// <summary><c>.</c>, the element itself; only within an item.</summary>
    public const string Self = ".";

    /// <summary>Says what is wrong, or null.</summary>
    public static string? Fault(string selector, bool selfAllowed)
    {
        if (selector == Self)
            return selfAllowed ? null : "'.' means the item itself and has no meaning for a whole page";
        return new CssSelectorParser().ParseSelector(selector) is null ? $"'{selector}' is no CSS selector" : null;
    }
}
