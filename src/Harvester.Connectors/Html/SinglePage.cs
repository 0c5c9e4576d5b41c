namespace Harvester.Connectors.Html;

/// <summary>A listing of one page.</summary>
internal sealed class SinglePage : IPageTurner
{
    public bool Overlaps => false;

    public Uri? AfterItems(HtmlPage page, Uri asked) => null;

    public Uri? AfterRepetition(HtmlPage page, Uri asked, Uri? earlier) => null;

    public Uri? AfterEmpty(HtmlPage page, Uri asked) => null;

    public Uri? AfterFault() => null;
}
