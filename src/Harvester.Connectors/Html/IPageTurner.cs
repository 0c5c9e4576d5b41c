namespace Harvester.Connectors.Html;

/// <summary>How a listing goes on: by next links, by a pager's links, by a template of addresses, or not at all. One per listing.</summary>
internal interface IPageTurner
{
    /// <summary>True: an item that an earlier page of the listing had is left out, since such pages overlap by nature.</summary>
    bool Overlaps { get; }

    /// <summary>The page after one that has items.</summary>
    Uri? AfterItems(HtmlPage page, Uri asked);

    /// <summary>The page after one that lists what <paramref name="earlier"/> lists; null for <paramref name="earlier"/>: what several pages listed.</summary>
    Uri? AfterRepetition(HtmlPage page, Uri asked, Uri? earlier);

    /// <summary>The page after one without items that is not the listing's first.</summary>
    Uri? AfterEmpty(HtmlPage page, Uri asked);

    /// <summary>The page after one that could not be read, which is a doubt already.</summary>
    Uri? AfterFault();
}
