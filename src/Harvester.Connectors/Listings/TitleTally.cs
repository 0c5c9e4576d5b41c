using Harvester.Core.Mapping.Normalisers;
using Harvester.Core.Model;

namespace Harvester.Connectors.Listings;

/// <summary>
/// Counts a listing's titles and says whether they look like titles: after a redesign a selector or a column often still matches, but
/// gives nothing, or the same words for every record.
/// </summary>
internal sealed class TitleTally
{
    /// <summary>Fewer records may well share one title.</summary>
    private const int SmallestForEquality = 5;

    private readonly Dictionary<UInt128, int> titles = [];
    private long total;
    private long blank;
    private string? commonest;
    private int commonestCount;

    public void Add(string? title)
    {
        total++;
        if (string.IsNullOrWhiteSpace(title))
        {
            blank++;
            return;
        }

        var hash = RecordHash.OfText(Nfkc.Of(title));
        var count = titles[hash] = titles.GetValueOrDefault(hash) + 1;
        if (count > commonestCount)
            (commonest, commonestCount) = (title, count);
    }

    /// <summary>Refuses the listing when more than half of its titles are blank, or more than half of at least five are one and the same.</summary>
    /// <param name="url">The listing's address.</param>
    /// <param name="origin">Where the titles come from, for the message: <c>selector "td.name"</c>, <c>column "名称"</c>.</param>
    /// <exception cref="SourceException">Code <c>implausible-listing</c>.</exception>
    public void Judge(string url, string origin)
    {
        if (blank * 2 > total)
        {
            throw new SourceException("implausible-listing", Whose.Ours, url,
                $"{blank} of {total} records have no title by {origin}; nothing was taken. Has the site been redesigned?");
        }

        if (total >= SmallestForEquality && commonestCount * 2L > total)
        {
            throw new SourceException("implausible-listing", Whose.Ours, url,
                $"{commonestCount} of {total} records have the same title \"{commonest}\" by {origin}; nothing was taken. Has the site been redesigned?");
        }
    }
}
