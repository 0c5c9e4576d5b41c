using AngleSharp.Dom;
using Harvester.Connectors.Definitions;
using Harvester.Core.Model;

namespace Harvester.Connectors.Html;

/// <summary>
/// Takes one field from an element, in the fixed order place, select and attr → trim → regex → split → lookup → date. Dates stay as they stand:
/// the mapper reads them. Where no regex cuts them up, <c>href</c> and <c>src</c> are absolute addresses; the addresses of files always are.
/// </summary>
internal sealed class FieldReader(string field, HtmlValue value, string source)
{
    private readonly FieldPlace place = new(value, source);
    private readonly Selector selector = new(value.Select ?? ".", source);
    private readonly Selector? without = value.Without is { } unwanted ? new Selector(unwanted, source) : null;

    public string Field => @field;

    /// <summary>True for <c>from: link</c>: the value belongs to the way, not to the page.</summary>
    public bool IsOfTheWay => value.Link;

    /// <summary>How the field is described in messages.</summary>
    public string Origin => string.Join(", ", Origins());

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
        List<string> texts = [.. Found(root, page, problems).OfType<string>().SelectMany(Parts).Select(part => Finished(part, page))];
        if (texts.Count > 0)
            return new FieldValue(texts, many);
        if (value.Default is not null)
            return new FieldValue([value.Default], many) { IsDefault = true };
        if (!value.Optional && !value.Auto)
        {
            problems.Add(new Problem("missing-value", Severity.Warning, Whose.Record, field, null,
                $"No value was found by {Origin}; the field stays empty."));
        }

        return null;
    }

    private IEnumerable<string?> Found(IElement root, HtmlPage page, ICollection<Problem> problems)
    {
        if (value.Link)
            return (value.Many ? page.Trail : page.Trail.TakeLast(1)).Select(Cut);
        var places = place.Of(root, page);
        if (value.Many)
            return places.SelectMany(selector.All).Select(element => Taken(element, page, problems));
        // Columns of one head may share the values among them; an item has one.
        return places.SelectMany(there => selector.All(there).Take(1)).Select(element => Taken(element, page, problems)).OfType<string>().Take(1);
    }

    private IEnumerable<string> Origins()
    {
        if (value.Link)
        {
            yield return "from: link";
            yield break;
        }

        if (place.Text is { } text)
            yield return text;
        if (value.From is { } from)
            yield return $"from: {(from switch { HtmlFrom.ColumnHead => "column-head", HtmlFrom.RowHead => "row-head", HtmlFrom.Heads => "heads", _ => "section" })}";
        if (value.Auto && value.Select is null)
            yield return "from: auto";
        if (value.Select is not null || (place.Text is null && value.From is null && !value.Auto))
            yield return $"selector \"{selector.Text}\"";
        if (value.Attr is not null)
            yield return $"attribute {value.Attr}";
    }

    /// <summary>Select, attr, trim and regex.</summary>
    private string? Taken(IElement element, HtmlPage page, ICollection<Problem> problems)
    {
        var raw = value.From is not null ? FromTable(element, page)
            : value.Auto ? Auto(element, page)
            : value.Attr is not null ? element.GetAttribute(value.Attr)
            // The machine-readable value of a date (HTML, section 4.5.14) where the author did not ask for the words.
            : value.Date && element.LocalName == "time" && element.GetAttribute("datetime") is { Length: > 0 } stated ? stated
            : Text(element);
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

    private string Text(IElement element) =>
        without is null ? ElementText.Of(element) : ElementText.Of(element, inner => without.Matches(inner, element));

    private string? FromTable(IElement element, HtmlPage page)
    {
        var tables = page.Tables;
        switch (value.From)
        {
            case HtmlFrom.Section:
                return tables.ItemOf(element)?.Laid.Section;
            case HtmlFrom.RowHead:
                return tables.RowHead(element);
            case HtmlFrom.Heads:
                return $"{tables.RowHead(element)} {tables.ColumnHead(element) ?? LinkWords.Title(element)}";
            default:
                var head = tables.ColumnHead(element);
                return field == "format" && head is not null ? FileFormats.Named(head, null) ?? head : head;
        }
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
        "format" => LinkWords.Format(element, page),
        "byteSize" => LinkWords.Size(element),
        "title" => without is null ? LinkWords.Title(element) : TitleWords.Of(Text(element)),
        "issued" or "modified" => DateWords.Find(ElementText.Clean(Text(element)), field),
        _ => Text(element),
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
