using System.Text;
using Harvester.Core.Mapping.Normalisers;

namespace Harvester.Core.Assessment.StandardDatasets;

/// <summary>Column names as they are compared: NFKC (half-width kana, full-width brackets and ＿), without white space, quotation marks and byte order mark, case folded.</summary>
internal static class ColumnName
{
    public static string Key(string name)
    {
        var key = new StringBuilder(name.Length);
        foreach (var c in Nfkc.Of(name))
        {
            if (!char.IsWhiteSpace(c) && c is not ('"' or '\uFEFF' or '\u200B'))
                key.Append(char.ToLowerInvariant(c));
        }

        return key.ToString();
    }
}
