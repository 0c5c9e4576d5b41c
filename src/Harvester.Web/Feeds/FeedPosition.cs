using System.Globalization;

namespace Harvester.Web.Feeds;

/// <summary>A place in a feed: after the entry of this instant and dataset.</summary>
internal readonly record struct FeedPosition(DateTimeOffset At, string Id) : IComparable<FeedPosition>
{
    /// <summary>The newest first; of one instant by id.</summary>
    public int CompareTo(FeedPosition other) => other.At.CompareTo(At) is not 0 and var order ? order : string.CompareOrdinal(Id, other.Id);

    /// <summary>For an address.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At.UtcTicks}_{Id}");

    public static FeedPosition? Parse(string text)
    {
        var cut = text.IndexOf('_', StringComparison.Ordinal);
        return cut > 0 && long.TryParse(text.AsSpan(0, cut), NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTimeOffset.MaxValue.UtcTicks
            ? new FeedPosition(new DateTimeOffset(ticks, TimeSpan.Zero), text[(cut + 1)..])
            : null;
    }
}
