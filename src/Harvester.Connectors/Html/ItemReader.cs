using AngleSharp.Dom;
using Harvester.Connectors.Definitions;
using Harvester.Core.Model;

namespace Harvester.Connectors.Html;

/// <summary>Reads fields and files from an item, or from a whole detail page.</summary>
internal sealed class ItemReader
{
    private readonly FieldReader[] fields;
    private readonly FieldReader[] fileFields;
    private readonly Selector? files;
    private readonly Selector? notFiles;

    /// <exception cref="SourceException">Code <c>bad-selector</c>.</exception>
    public ItemReader(HtmlBlock block, string source)
    {
        fields = [.. block.Fields.Select(field => new FieldReader(field.Key, field.Value, source))];
        fileFields = [.. (block.Distributions?.Fields ?? new Dictionary<string, HtmlValue>()).Select(field => new FieldReader(field.Key, field.Value, source))];
        files = block.Distributions is { } distributions ? new Selector(distributions.Items.Select, source) : null;
        notFiles = block.Distributions?.Items.Skip is { } skip ? new Selector(skip, source) : null;
    }

    /// <summary>Where titles come from, for messages.</summary>
    public string TitleOrigin => fields.FirstOrDefault(reader => reader.Field == "title")?.Origin ?? "no field title";

    public HtmlItem Read(IElement root, HtmlPage page)
    {
        var problems = new List<Problem>();
        var values = Read(fields, root, page, problems);
        var distributions = new List<Dictionary<string, FieldValue>>();
        foreach (var element in files?.All(root) ?? [])
        {
            if (notFiles?.Marks(element) != true && File(element, page, problems) is { } file)
                distributions.Add(file);
        }

        return new HtmlItem(values, HtmlFile.United(distributions), problems);
    }

    /// <summary>What the way to a page says (<c>from: link</c>), for a record that a second listing leads to as well.</summary>
    /// <param name="listing">The second listing's page.</param>
    public HtmlItem ReadWay(HtmlPage listing) =>
        new(Read([.. fields.Where(reader => reader.IsOfTheWay)], listing.Root, listing, []), [], []);

    private Dictionary<string, FieldValue>? File(IElement element, HtmlPage page, List<Problem> problems)
    {
        var found = new List<Problem>();
        var file = Read(fileFields, element, page, found);
        var address = HtmlFile.Address(file);
        var points = address is not null && !(Uri.TryCreate(address, UriKind.Absolute, out var url) && IsThis(page, url));
        // A button (javascript:), a mail address or an anchor of the page itself is no file, and no fault either.
        if (points || !(element.HasAttribute("href") || element.QuerySelector("[href]") is not null))
            problems.AddRange(found.Select(problem => problem with { Field = $"distributions.{problem.Field}" }));
        return points ? file : null;
    }

    private static bool IsThis(HtmlPage page, Uri url) =>
        url.Fragment.Length > 0 && PageAddress.WithoutFragment(url) == PageAddress.WithoutFragment(page.Url);

    private static Dictionary<string, FieldValue> Read(FieldReader[] readers, IElement root, HtmlPage page, List<Problem> problems)
    {
        var values = new Dictionary<string, FieldValue>();
        foreach (var reader in readers)
        {
            if (reader.Read(root, page, problems) is { } value)
                values[reader.Field] = value;
        }

        return values;
    }
}
