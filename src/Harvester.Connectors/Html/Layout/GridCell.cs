using AngleSharp.Dom;

namespace Harvester.Connectors.Html.Layout;

/// <summary>A cell and the slots of the grid that it covers; rows and columns count from 0.</summary>
internal sealed record GridCell(IElement Element, int Row, int Column, int Height, int Width)
{
    /// <summary>As a reader compares words: NFKC, without white space, upper case.</summary>
    public string Words { get; } = Fold.Of(ElementText.Of(Element));

    public bool IsHead => Element.LocalName == "th";

    /// <summary>True: neither words nor anything else that a reader would see.</summary>
    public bool IsBlank => Words.Length == 0 && Element.QuerySelector("img[src],a[href],svg") is null;
}
