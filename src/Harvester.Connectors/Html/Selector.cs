using AngleSharp.Css.Dom;
using AngleSharp.Css.Parser;
using AngleSharp.Dom;
using Harvester.Core.Model;

namespace Harvester.Connectors.Html;

/// <summary>
/// A CSS selector, parsed once. It looks below an element (<c>:scope</c> is that element, and may be left out before <c>&gt;</c>);
/// <c>.</c> is the element itself.
/// </summary>
internal sealed class Selector
{
    private static readonly CssSelectorParser Parser = new();
    private readonly ISelector? selector;

    /// <param name="source">Id of the source, for the message.</param>
    /// <exception cref="SourceException">Code <c>bad-selector</c>: the text is no selector.</exception>
    public Selector(string text, string source)
    {
        Text = text.Trim();
        if (Text == ".")
            return;
        try
        {
            selector = Parser.ParseSelector(Text.StartsWith('>') ? $":scope {Text}" : Text);
        }
        catch (DomException)
        {
            // Reported below: the parser says it by null or by this, depending on the fault.
        }

        if (selector is null)
            throw new SourceException("bad-selector", Whose.Ours, null, $"The connector file of {source} has \"{text}\", which is no CSS selector.");
    }

    /// <summary>As it stands in the connector file.</summary>
    public string Text { get; }

    /// <summary>The elements that match, in document order.</summary>
    public IEnumerable<IElement> All(IElement root) =>
        selector is null ? [root] : root.Descendants<IElement>().Where(element => selector.Match(element, root));

    /// <summary>True for an element below the root that matches.</summary>
    public bool Matches(IElement element, IElement root) => selector is not null && selector.Match(element, root);

    public bool Finds(IElement root) => All(root).Any();

    /// <summary>True for an element that matches, or has a match below it: a header row is a row with <c>th</c>.</summary>
    public bool Marks(IElement element) => selector is not null && (selector.Match(element, element) || Finds(element));
}
