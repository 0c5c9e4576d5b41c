using System.Text.RegularExpressions;
using Harvester.Connectors.Definitions.Mappings;
using Harvester.Connectors.Definitions.Yaml;
using Harvester.Core.Model;

namespace Harvester.Connectors.Definitions;

/// <summary>Binds the three blocks whose records come as data: <c>ckan:</c>, <c>dcat:</c>, <c>list:</c>.</summary>
internal static partial class RecordBlockReader
{
    /// <summary>Stands where an address was missing; the file is refused.</summary>
    internal static readonly Uri Nowhere = new("about:blank");

    public static CkanBlock Ckan(YamlMap map, Dictionary<string, FieldRule> fields)
    {
        var api = map.RequiredUri("api");
        if (api is not null && !ActionApi().IsMatch(api.OriginalString))
            map.ReportValue("api", "expected the address of the action API, which ends in /api/3/action or /api/action, or in /api (SHIRASAGI)");
        var block = new CkanBlock
        {
            Api = api ?? Nowhere,
            Filter = map.OptionalText("filter"),
            Identity = map.OptionalChoice("identity", "id", "name", "uuid") switch { "name" => CkanIdentity.Name, "uuid" => CkanIdentity.Uuid, _ => CkanIdentity.Id },
            Listing = map.OptionalChoice("listing", "package_search", "current_package_list_with_resources", "package_list") switch
            {
                "current_package_list_with_resources" => CkanListing.CurrentPackageListWithResources,
                "package_list" => CkanListing.PackageList,
                _ => CkanListing.PackageSearch,
            },
            Incremental = map.OptionalBool("incremental") ?? false,
        };
        // The other actions know neither a filter nor a range of dates: with them, everything would be read as if it were asked for.
        if (block.Listing is not CkanListing.PackageSearch && block.Filter is not null)
            map.ReportValue("filter", "only package_search filters; leave out 'filter' or 'listing'");
        if (block.Listing is not CkanListing.PackageSearch && block.Incremental)
            map.ReportValue("incremental", "only package_search tells changes; leave out 'incremental' or 'listing'");
        FieldRules(map, fields);
        map.Done();
        return block;
    }

    public static DcatBlock Dcat(YamlMap map, Dictionary<string, FieldRule> fields)
    {
        var block = new DcatBlock
        {
            Catalog = map.RequiredUri("catalog") ?? Nowhere,
            Syntax = map.OptionalChoice("syntax", "auto", "turtle", "ntriples", "rdfxml", "jsonld", "datajson") switch
            {
                "turtle" => DcatSyntax.Turtle,
                "ntriples" => DcatSyntax.NTriples,
                "rdfxml" => DcatSyntax.RdfXml,
                "jsonld" => DcatSyntax.JsonLd,
                "datajson" => DcatSyntax.DataJson,
                _ => null,
            },
            Paging = map.OptionalChoice("paging", "auto", "none") != "none",
            Pages = Pattern(map, "pages"),
        };
        if (block.Pages is not null && (block.Syntax is not null || Catalogue().IsMatch(block.Catalog.AbsolutePath)))
            map.ReportValue("pages", "only a sitemap names pages, and this is a catalogue of another kind; leave out 'pages', or give the address of a sitemap without a syntax");
        FieldRules(map, fields);
        map.Done();
        return block;
    }

    public static ListBlock List(YamlMap map, Dictionary<string, FieldRule> fields)
    {
        var charset = map.OptionalChoice("charset", "auto", "utf-8", "shift_jis", "euc-jp", "iso-2022-jp", "utf-16");
        var block = new ListBlock { Url = map.RequiredUri("url") ?? Nowhere, Charset = charset == "auto" ? null : charset, Sheet = map.OptionalText("sheet") };
        if (block.Sheet is not null && PlainText().IsMatch(block.Url.AbsolutePath))
            map.ReportValue("sheet", "a CSV has no sheets; leave out 'sheet', or give the address of a workbook");
        FieldRules(map, fields);
        map.Done();
        return block;
    }

    private static Regex? Pattern(YamlMap map, string key)
    {
        if (map.OptionalText(key) is not { } pattern)
            return null;
        var (regex, fault) = RegexSyntax.Compile(pattern);
        if (fault is not null)
            map.ReportValue(key, fault);
        return regex;
    }

    private static void FieldRules(YamlMap map, Dictionary<string, FieldRule> fields)
    {
        if (map.Map("fields") is not { } rules)
            return;
        foreach (var (field, _) in rules.AllEntries())
        {
            if (!SchemaFields.Mapped.Contains(field, StringComparer.Ordinal))
                rules.ReportAt(field, $"the common schema has no such field{DidYouMean.Of(field, SchemaFields.Mapped)}");
            if (rules.Map(field) is { } rule)
                fields[field] = CrosswalkFile.Rule(rule, SchemaFields.ShortNames.GetValueOrDefault(field, field));
        }
    }

    /// <summary>A sitemap may end with .xml, as RDF/XML may.</summary>
    [GeneratedRegex(@"\.(?:ttl|n3|nt|rdf|owl|jsonld|json)\z", RegexOptions.IgnoreCase)]
    private static partial Regex Catalogue();

    [GeneratedRegex(@"\.(?:csv|tsv|txt)\z", RegexOptions.IgnoreCase)]
    private static partial Regex PlainText();

    [GeneratedRegex(@"\Ahttps?://[^?#]+/api(?:(?:/[0-9]+)?/action)?\z")]
    private static partial Regex ActionApi();
}
