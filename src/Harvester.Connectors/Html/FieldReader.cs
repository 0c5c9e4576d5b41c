using AngleSharp.Dom;
using Harvester.Connectors.Definitions;
using Harvester.Core.Model;

namespace Harvester.Connectors.Html;

/// <summary>
/// Takes one field from an element, in the fixed order select and attr → trim → regex → split → lookup → date. Dates stay as they stand:
/// the mapper reads them. Where no regex cuts them up, <c>href</c> and <c>src</c> are absolute addresses; the addresses of files always are.
/// </summary>
internal sealed class FieldReader(string field, HtmlValue value, string source)
{
    private readonly Selector selector = new(value.Select ?? ".", source);

    public string Field => @field;

    /// <summary>True for <c>from: link</c>: the value belongs to the way, not to the page.</summary>
    public bool IsOfTheWay => value.Link;

    /// <summary>How the field is described in messages.</summary>
    public string Origin => value.Link ? "from: link" : value.Auto && value.Select is null ? "from: auto" : $"selector \"{selector.Text}\"{(value.Attr is null ? "" : $" (attribute {value.Attr})")}";

    /// <summary>The value, the default, or null; a required one that is missing is a problem.</summary>
    public FieldValue? Read(IElement root, HtmlPage page, ICollection<Problem> problems)
    {
        if (value.Item)
        {
            if (page.Listed is not var (item, listing))
                return null;
            (root, page) = (item, listing);
        }

        var many = value.Many || value.Split is not null;
        var found = value.Link
            ? (value.Many ? page.Trail : page.Trail.TakeLast(1)).Select(Cut)
            : (value.Many ? selector.All(root) : selector.All(root).Take(1)).Select(element => Taken(element, page, problems));
        List<string> texts = [.. found.OfType<string>().SelectMany(Parts).Select(part => Finished(part, page))];
        if (texts.Count > 0)
            return new FieldValue(texts, many);
        if (value.Default is not null)
            return new FieldValue([value.Default], many);
        if (!value.Optional && !value.Auto)
        {
            problems.Add(new Problem("missing-value", Severity.Warning, Whose.Record, field, null,
                $"No value was found by {Origin}; the field stays empty."));
        }

        return null;
    }

    /// <summary>Select, attr, trim and regex.</summary>
    private string? Taken(IElement element, HtmlPage page, ICollection<Problem> problems)
    {
        var raw = value.Auto ? Auto(element, page)
            : value.Attr is not null ? element.GetAttribute(value.Attr)
            // The machine-readable value of a date (HTML, section 4.5.14) where the author did not ask for the words.
            : value.Date && element.LocalName == "time" && element.GetAttribute("datetime") is { Length: > 0 } stated ? stated
            : ElementText.Of(element);
        var text = ElementText.Clean(raw ?? "");
        if (text.Length == 0)
            return null;
        return value.Regex is null && value.Attr is "href" or "src" ? Address(text, raw!, page, problems) : Cut(text);
    }

    /// <summary>Regex: the first group, or the whole match.</summary>
    private string? Cut(string text)
    {
        if (value.Regex is null)
            return text;
        var match = value.Regex.Match(text);
        if (!match.Success)
            return null;
        text = ElementText.Clean(match.Groups.Count > 1 ? match.Groups[1].Value : match.Value);
        return text.Length == 0 ? null : text;
    }

    private IEnumerable<string> Parts(string text) => value.Split is null
        ? [text]
        : text.Split(value.Split).Select(ElementText.Clean).Where(part => part.Length > 0);

    private string Finished(string text, HtmlPage page)
    {
        var translated = value.Lookup?.GetValueOrDefault(text) ?? text;
        return field is "downloadUrl" or "accessUrl" && page.Resolve(translated) is { } address ? address.AbsoluteUri : translated;
    }

    private string? Auto(IElement element, HtmlPage page) => field switch
    {
        "format" => LinkWords.Format(element, page.Resolve((element.HasAttribute("href") ? element : element.QuerySelector("a[href]"))?.GetAttribute("href"))),
        "byteSize" => LinkWords.Size(element),
        "title" => LinkWords.Title(element),
        _ => ElementText.Of(element),
    };

    private string? Address(string text, string raw, HtmlPage page, ICollection<Problem> problems)
    {
        if (page.Resolve(raw) is { } address)
            return address.AbsoluteUri;
        if (Scheme(text) is { } scheme)
            return scheme is "mailto" or "tel" && field.StartsWith("contactPoint.", StringComparison.Ordinal) ? text : null;
        problems.Add(new Problem("bad-address", Severity.Warning, Whose.Record, field, text,
            $"An address was expected by {Origin}, and this is none; it was kept as it stands."));
        return text;
    }

    private static string? Scheme(string text)
    {
        var colon = text.IndexOf(':');
        var scheme = colon <= 0 ? "" : text[..colon].ToLowerInvariant();
        return scheme.Length > 0 && scheme is not ("http" or "https") && char.IsAsciiLetter(scheme[0])
            && scheme.All(character => char.IsAsciiLetterOrDigit(character) || character is '+' or '-' or '.') ? scheme : null;
    }
}
