namespace Harvester.Core.Mapping;

/// <summary>A body's name and what follows it in the name of one of its offices: 西東京市 + 企画部情報推進課.</summary>
internal static class OfficeName
{
    private static readonly string[] Seats = ["役所", "役場", "庁舎", "庁"];

    /// <summary>The office that a name names behind the body's; empty for the body itself (港区役所), null when it is no office's name.</summary>
    /// <param name="rest">What follows the body's name: see <see cref="Normalisers.BodyName"/>.</param>
    /// <param name="body">The body's name as it stands in the text.</param>
    internal static string? Of(string body, string rest, IReadOnlyList<string> endings)
    {
        var office = Without(rest.Trim());
        foreach (var seat in Seats)
        {
            if (!office.StartsWith(seat, StringComparison.Ordinal))
                continue;
            office = office[seat.Length..].Trim();
            if (office.Length == 0)
                return "";
            break;
        }

        if (!endings.Any(ending => office.EndsWith(ending, StringComparison.Ordinal)))
            return null;
        // 市民課, 市長室, 都立図書館 share their first character with the body's name.
        return office[0] is '民' or '長' or '立' or '内' ? body[^1] + office : office;
    }

    /// <summary>Without a note in brackets and a telephone number at the end.</summary>
    private static string Without(string text)
    {
        if (text.Length > 0 && text[^1] is ')' or ']' && text.LastIndexOfAny(['(', '[']) is var open and > 0)
            text = text[..open];
        return text.TrimEnd(" 0123456789-‐–−:TELtelF電話内線.".ToCharArray());
    }
}
