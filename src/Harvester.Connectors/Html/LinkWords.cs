using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace Harvester.Connectors.Html;

/// <summary>
/// What the words around a link say of its file: <c>from: auto</c>. 「配水管延長（CSV：9KB）（別ウィンドウで開きます）」 is a CSV file of 9KB named
/// 配水管延長.
/// </summary>
internal static partial class LinkWords
{
    private static readonly string[] LabelAttributes = ["alt", "aria-label", "title"];

    /// <summary>
    /// The format by the words in brackets, of the icon and of labels; then by the head of the table's column; then by the link's other words and those
    /// that follow it; then by class; then by the file's extension. Words that name two formats name none. Null when nothing tells.
    /// </summary>
    public static string? Format(IElement element, HtmlPage page)
    {
        var link = LinkOf(element);
        var extension = FileFormats.Extension(page.Resolve(link.GetAttribute("href")));
        var text = ElementText.Of(link);
        var after = TextAfter(link);
        var certain = string.Join('\n', Brackets().Matches(text + "\n" + after).Select(match => match.Value).Concat(Labels(link)));
        return FileFormats.Named(certain, extension)
            ?? (page.Tables.ColumnHead(link) is { } head ? FileFormats.Named(head, extension) : null)
            // A name may speak of formats (「CSVの開き方」): a known extension says more.
            ?? (extension == "JSON" && FileFormats.Named(text + after, extension) is { } special && special.Contains("JSON", StringComparison.Ordinal) ? special : null)
            ?? (extension is not (null or "ZIP") ? extension : FileFormats.Named(text, extension) ?? FileFormats.Named(after, extension))
            ?? FileFormats.Named(string.Join('\n', Classes(link)), extension)
            ?? extension;
    }

    /// <summary>The size as it stands in the words in or after the link, or null.</summary>
    public static string? Size(IElement element)
    {
        var link = LinkOf(element);
        var match = TitleWords.Size().Match(ElementText.Clean(string.Join('\n', [ElementText.Of(link), .. Labels(link), TextAfter(link)])));
        return match.Success ? match.Value : null;
    }

    /// <summary>
    /// The name that the link's words hold, or, where they are a format or a button (「CSV」, 「ダウンロード」), that those around the links hold; null when
    /// neither does. See <see cref="TitleWords.Of"/>.
    /// </summary>
    public static string? Title(IElement element)
    {
        var link = LinkOf(element);
        return TitleWords.Of(ElementText.Of(link))
            ?? (link == element ? null : TitleWords.Of(ElementText.Of(element, inner => inner.LocalName == "a")));
    }

    /// <summary>What a reader, or a screen reader, has of an element: its text, else its labels.</summary>
    public static string Words(IElement element)
    {
        var text = ElementText.Clean(ElementText.Of(element));
        return text.Length > 0 ? text : ElementText.Clean(string.Join(' ', Labels(element)));
    }

    private static IElement LinkOf(IElement element) =>
        element.HasAttribute("href") ? element : element.QuerySelector("a[href]") ?? element;

    private static IEnumerable<string> Labels(IElement link) =>
        from element in link.QuerySelectorAll("img,svg,i,span").Prepend(link)
        from name in LabelAttributes
        let label = element.GetAttribute(name)
        where !string.IsNullOrWhiteSpace(label)
        select label;

    private static IEnumerable<string> Classes(IElement link) =>
        link.QuerySelectorAll("img,i,span").Prepend(link).Append(link.ParentElement).Select(element => element?.ClassName).OfType<string>()
            .Select(name => Hump().Replace(name, " ")); // iconXls

    private static string TextAfter(IElement link)
    {
        var text = new StringBuilder();
        for (var node = link.NextSibling; node is IText or IElement { LocalName: "span" or "small" or "em" or "strong" }; node = node.NextSibling)
            text.Append(node.TextContent);
        return text.ToString();
    }

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])")]
    private static partial Regex Hump();

    [GeneratedRegex(@"[（(［\[【〔＜<][^（(［\[【〔＜<）)］\]】〕＞>]*[）)］\]】〕＞>]")]
    private static partial Regex Brackets();
}
