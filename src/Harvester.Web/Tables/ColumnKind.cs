namespace Harvester.Web.Tables;

/// <summary>What a column's values are, and so how they are shown and compared.</summary>
public enum ColumnKind
{
    /// <summary>Words.</summary>
    Text,

    /// <summary>A count.</summary>
    Number,

    /// <summary>A number from 0 to 1, shown as a percentage.</summary>
    Share,

    /// <summary>A number with one decimal.</summary>
    Measure,

    /// <summary>A difference, shown with its sign.</summary>
    Change,

    /// <summary>An instant, shown in Japan Standard Time.</summary>
    Instant,
}
