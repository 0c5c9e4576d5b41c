namespace Harvester.Connectors.Definitions;

/// <summary>How a listing goes on over several pages, where there is no link to the next: by its pager's links, or by a template of addresses.</summary>
public sealed record HtmlPager
{
    /// <summary>Links that each lead to a page of the listing (numbers); those that only later pages show are followed, too.</summary>
    public HtmlLink? Links { get; init; }

    /// <summary>Address of a page, relative to the listing's first, with <c>{page}</c> for its number: <c>?p={page}_1&amp;displayedresults=100</c>.</summary>
    public string? Template { get; init; }

    /// <summary>Number of the page after the listing's first one.</summary>
    public long First { get; init; } = 2;

    /// <summary>From one page's number to the next: 1, or the number of items of a page where addresses count items.</summary>
    public long Step { get; init; } = 1;
}
