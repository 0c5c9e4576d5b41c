using System.Text.RegularExpressions;

namespace Harvester.Core.Mapping;

/// <summary>標準地域コード as e-Stat's linked data names it: <c>http://data.e-stat.go.jp/lod/sac/C13103</c>, with or without the day from which it holds.</summary>
internal static partial class AreaCode
{
    /// <summary>The code without its check digit, or null for any other text.</summary>
    internal static string? Of(string iri) => Iri().Match(iri) is { Success: true } match ? match.Groups["code"].Value : null;

    /// <summary>True for five or six digits, which no place is called.</summary>
    internal static bool IsCode(string text) => Code().IsMatch(text.Trim());

    [GeneratedRegex(@"^https?://[^/]+/(?:lod/)?sac/C(?<code>\d{5})(?:-\d{8})?$", RegexOptions.CultureInvariant)]
    private static partial Regex Iri();

    [GeneratedRegex(@"^[0-9０-９]{5,6}$", RegexOptions.CultureInvariant)]
    private static partial Regex Code();
}
