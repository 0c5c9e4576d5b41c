using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace Harvester.Web.Dcat;

/// <summary>A place in a chain of pages, opaque to readers.</summary>
/// <param name="Epoch">Of the change log.</param>
/// <param name="Sequence">Last change when the chain began: what it showed then, it shows to its end.</param>
/// <param name="Total">How many datasets there were then.</param>
/// <param name="After">Id of the last dataset of the page before.</param>
internal sealed record CatalogueCursor(string Epoch, long Sequence, long Total, string After)
{
    public override string ToString() =>
        WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Sequence} {Total} {Epoch} {After}")));

    /// <summary>Null where the text is none.</summary>
    public static CatalogueCursor? Parse(string text)
    {
        string[] parts;
        try
        {
            parts = Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(text)).Split(' ', 4);
        }
        catch (FormatException)
        {
            return null;
        }

        return parts.Length == 4 && parts[3].Length > 0
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var total)
            ? new CatalogueCursor(parts[2], sequence, total, parts[3])
            : null;
    }
}
