using System.Globalization;
using System.Text.RegularExpressions;
using Harvester.Connectors.Definitions;
using Harvester.Connectors.Fetching;
using Harvester.Core.Mapping.Normalisers;
using Harvester.Core.Model;

namespace Harvester.Connectors.Html;

/// <summary>Reads how many items a listing announces: 「全１，２３４件」 is 1234.</summary>
internal sealed partial class PageCount
{
    private readonly HtmlCount count;
    private readonly Selector selector;

    /// <exception cref="SourceException">Code <c>bad-selector</c>.</exception>
    public PageCount(HtmlCount count, string source)
    {
        this.count = count;
        selector = new Selector(count.Select, source);
        Name = $"count.select (\"{selector.Text}\")";
    }

    /// <summary>Key and selector, for messages.</summary>
    public string Name { get; }

    /// <summary>The number, or null; one that should be there and is not, or is no number, is a doubt.</summary>
    public long? Of(HtmlPage page, PageWalk walk)
    {
        var texts = selector.All(page.Root).Select(element => ElementText.Clean(Nfkc.Of(ElementText.Of(element)))).ToList();
        foreach (var text in texts)
        {
            if (Number(text) is { } number)
                return number;
        }

        if (texts.Count > 0)
            walk.Doubt($"The page {FetchFaults.Show(page.Url)} says \"{texts[0]}\" by {Name}, where a number of items was expected, so nothing proves that the listing is whole.");
        else if (!count.Optional)
            walk.Doubt($"No element of the page {FetchFaults.Show(page.Url)} matches {Name}, where the number of items was expected, so nothing proves that the listing is whole.");
        return null;
    }

    private long? Number(string text)
    {
        var match = (count.Regex ?? Digits()).Match(text);
        if (!match.Success)
            return null;
        var digits = (match.Groups.Count > 1 ? match.Groups[1].Value : match.Value).Replace(",", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    [GeneratedRegex("[0-9][0-9,]*")]
    private static partial Regex Digits();
}
