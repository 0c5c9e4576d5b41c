namespace Harvester.Connectors.Html;

/// <summary>What a page was asked for as, which says where it may redirect to.</summary>
internal enum PageRole
{
    /// <summary>A start page: wherever it leads is the site.</summary>
    Start,

    /// <summary>A page that an index link leads to: one that ends at a start page or the top page is gone.</summary>
    Category,

    /// <summary>The next page of a listing: beyond the last one, servers lead back to the first.</summary>
    Following,
}
