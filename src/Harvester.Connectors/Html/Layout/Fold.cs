using Harvester.Core.Mapping.Normalisers;

namespace Harvester.Connectors.Html.Layout;

/// <summary>Words for comparison: 「名　称」, 「名称」 and 「名 称：」 are one head.</summary>
internal static class Fold
{
    /// <summary>NFKC in upper case, without white space, and without the colon and the sorting marks at the end.</summary>
    public static string Of(string text) =>
        string.Concat(ElementText.Clean(Nfkc.Of(text)).Where(character => character != ' ')).ToUpperInvariant().TrimEnd(':', '▲', '▼', '△', '▽', '↑', '↓');
}
