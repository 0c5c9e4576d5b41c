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
            map.ReportValue("api", "expected the address of the action API, which ends in /api/3/action");
        var block = new CkanBlock
        {
            Api = api ?? Nowhere,
            Filter = map.OptionalText("filter"),
            Identity = map.OptionalChoice("identity", "id", "name") == "name" ? CkanIdentity.Name : CkanIdentity.Id,
            Incremental = map.OptionalBool("incremental") ?? false,
        };
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
        FieldRules(map, fields);
        map.Done();
        return block;
    }

    public static ListBlock List(YamlMap map, Dictionary<string, FieldRule> fields)
    {
        var charset = map.OptionalChoice("charset", "auto", "utf-8", "shift_jis", "euc-jp", "iso-2022-jp", "utf-16");
        var block = new ListBlock { Url = map.RequiredUri("url") ?? Nowhere, Charset = charset == "auto" ? null : charset, Sheet = map.OptionalText("sheet") };
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

    [GeneratedRegex(@"\Ahttps?://[^?#]+/api(?:/[0-9]+)?/action\z")]
    private static partial Regex ActionApi();
}
