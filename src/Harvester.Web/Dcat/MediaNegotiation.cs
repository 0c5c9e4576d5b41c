using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Harvester.Web.Dcat;

/// <summary>Proactive negotiation of the media type (RFC 9110, section 12.5.1).</summary>
internal static class MediaNegotiation
{
    /// <summary>The offer that the client prefers; of equals the first. Null: it takes none of them.</summary>
    /// <param name="accept">Values of Accept; absent, blank or unreadable: it takes anything.</param>
    /// <param name="offers">Media types without parameters, the preferred one first.</param>
    public static string? Choose(StringValues accept, params IReadOnlyList<string> offers)
    {
        if (StringValues.IsNullOrEmpty(accept) || !MediaTypeHeaderValue.TryParseList(accept.Where(value => value is not null).ToList()!, out var ranges) || ranges.Count == 0)
            return offers[0];
        var best = offers.Select(offer => (Offer: offer, Quality: QualityOf(offer, ranges))).MaxBy(one => one.Quality);
        return best.Quality > 0 ? best.Offer : null;
    }

    /// <summary>What the most specific range that fits says.</summary>
    private static double QualityOf(string offer, IList<MediaTypeHeaderValue> ranges)
    {
        var slash = offer.IndexOf('/', StringComparison.Ordinal);
        var (type, subtype) = (offer[..slash], offer[(slash + 1)..]);
        return ranges.Select(range => (Rank: Rank(range, type, subtype), Quality: range.Quality ?? 1)).Where(one => one.Rank > 0)
            .OrderByDescending(one => one.Rank).ThenByDescending(one => one.Quality).FirstOrDefault().Quality;
    }

    private static int Rank(MediaTypeHeaderValue range, string type, string subtype) =>
        range.MatchesAllTypes ? 1
        : !range.Type.Equals(type, StringComparison.OrdinalIgnoreCase) ? 0
        : range.MatchesAllSubTypes ? 2
        : range.SubType.Equals(subtype, StringComparison.OrdinalIgnoreCase) ? 3
        : 0;
}
