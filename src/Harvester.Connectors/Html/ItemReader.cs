using AngleSharp.Dom;
using Harvester.Connectors.Definitions;
using Harvester.Connectors.Html.Layout;
using Harvester.Core.Model;

namespace Harvester.Connectors.Html;

/// <summary>Reads fields and files from an item, or from a whole detail page.</summary>
internal sealed class ItemReader
{
    private readonly FieldReader[] fields;
    private readonly FieldReader[] fileFields;
    private readonly ItemFinder? files;
    private readonly LabelReader? labels;

    /// <exception cref="SourceException">Code <c>bad-selector</c>.</exception>
    public ItemReader(HtmlBlock block, string source)
    {
        fields = [.. block.Fields.Select(field => new FieldReader(field.Key, field.Value, source))];
        fileFields = [.. (block.Distributions?.Fields ?? new Dictionary<string, HtmlValue>()).Select(field => new FieldReader(field.Key, field.Value, source))];
        labels = block.Labels is { } select ? new LabelReader(select, source) : null;
        files = block.Distributions is { } distributions ? new ItemFinder(distributions.Items, source, Needed(distributions.Fields, distributions.Items)) : null;
    }

    /// <summary>Where titles come from, for messages.</summary>
    public string TitleOrigin => fields.FirstOrDefault(reader => reader.Field == "title")?.Origin ?? "no field title";

    /// <summary>Fields, and where they come from, as keys of the connector file: <c>fields.issued (column "公開日")</c>.</summary>
    public IReadOnlyDictionary<string, string> FieldKeys => fields.ToDictionary(reader => reader.Field, reader => $"fields.{reader.Field} ({reader.Origin})");

    /// <summary>The same of a file's fields.</summary>
    public IReadOnlyDictionary<string, string> FileFieldKeys =>
        fileFields.ToDictionary(reader => reader.Field, reader => $"distributions.fields.{reader.Field} ({reader.Origin})");

    /// <summary>What finds the files, likewise; null where none are looked for.</summary>
    public string? FilesKey => files is null ? null : $"distributions.items.select (\"{files.Select}\")";

    /// <summary>What finds the labels, likewise; null where none are read.</summary>
    public string? LabelsKey => labels?.Key;

    /// <summary>Columns that the tables of a listing must have, so that its items are read as the connector file says.</summary>
    public static IReadOnlyList<NeededColumn> NeededColumns(HtmlBlock block)
    {
        if (block.Items.Layout != HtmlLayout.Table)
            return [];
        // With detail pages only what is said to come from the item stands in the listing's tables.
        var needed = Needed(block.Detail is null ? block.Fields : block.Fields.Where(field => field.Value.Item).ToDictionary(), block.Items);
        if (block.Detail is null && block.Distributions is { Items.Layout: HtmlLayout.Elements } files)
        {
            needed.AddRange(Needed(files.Fields, files.Items));
            if (files.Items.Columns is { } columns && block.Files != HtmlFiles.Optional)
                needed.Add(new NeededColumn([], columns));
        }

        return needed;
    }

    public HtmlItem Read(IElement root, HtmlPage page)
    {
        var problems = new List<Problem>();
        var values = Read(fields, root, page, problems);
        var distributions = new List<Dictionary<string, FieldValue>>();
        var found = files?.Find(root, page) ?? new ItemsFound();
        problems.AddRange(found.Problems);
        problems.AddRange(found.Lacks.Select(lack => new Problem("files-not-read", Severity.Warning, Whose.Ours, "distributions", null, lack)));
        foreach (var element in found.Items)
        {
            if (File(element, page, problems) is { } file)
                distributions.Add(file);
        }

        return new HtmlItem(values, HtmlFile.United(distributions), problems) { Labels = labels?.Read(root, page) ?? HtmlItem.None };
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

    private static List<NeededColumn> Needed(IReadOnlyDictionary<string, HtmlValue> fields, HtmlItems items) =>
    [
        .. fields.Values.Where(value => value.Column.Count > 0 && !value.Optional && value.Default is null).Select(value => new NeededColumn(value.Column)),
        .. items.Ditto.Select(column => new NeededColumn([column])),
    ];

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
