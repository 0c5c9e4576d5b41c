namespace Harvester.Connectors.List;

/// <summary>What is wrong with a row, by its form alone.</summary>
internal enum LineDamage
{
    None,

    /// <summary>A quotation mark inside a cell; it was kept.</summary>
    StrayQuote,

    /// <summary>The row of a sheet goes on beyond the last column that is read.</summary>
    TooWide,

    /// <summary>A quotation mark that is not closed where it should be: the line is lost, the next one is read afresh.</summary>
    UnclosedQuote,

    /// <summary>The line is longer than any row of a list: it is lost.</summary>
    TooLong,
}
