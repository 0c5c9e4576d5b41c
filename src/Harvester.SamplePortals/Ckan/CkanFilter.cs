using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Harvester.SamplePortals.Ckan;

/// <summary>The part of Solr's <c>fq</c> that harvesters use: <c>field:value</c>, <c>(a OR b)</c>, <c>[from TO to]</c>, trailing <c>*</c>, a leading minus.</summary>
internal sealed partial class CkanFilter
{
    private readonly List<(bool Negated, string Field, string Value)> terms = [];

    /// <summary>Null when the text is none of that.</summary>
    public static CkanFilter? Parse(string text)
    {
        var filter = new CkanFilter();
        var position = 0;
        foreach (var match in Term().EnumerateMatches(text))
        {
            if (!IsJoint(text[position..match.Index]))
                return null;
            var groups = Term().Match(text, match.Index, match.Length).Groups;
            filter.terms.Add((groups["not"].Success, groups["field"].Value, groups["value"].Value));
            position = match.Index + match.Length;
        }

        return IsJoint(text[position..]) ? filter : null;
    }

    public bool Accepts(JsonObject package) => terms.TrueForAll(term => term.Negated != Accepts(Values(package, term.Field), term.Value));

    private static bool IsJoint(string text) => text.Trim().TrimStart('+') is "" or "AND";

    private static bool Accepts(IEnumerable<string> values, string wanted)
    {
        if (wanted.StartsWith('['))
        {
            var bounds = wanted.Trim('[', ']').Split(" TO ", StringSplitOptions.TrimEntries);
            // Packages have no zone and harvesters send one: the texts compare by their common part.
            return bounds.Length == 2 && values.Any(value =>
                (bounds[0] == "*" || string.CompareOrdinal(value, bounds[0].TrimEnd('Z')) >= 0)
                && (bounds[1] == "*" || string.CompareOrdinal(value, bounds[1].TrimEnd('Z')) <= 0));
        }

        var choices = wanted.Trim('(', ')').Split(" OR ", StringSplitOptions.TrimEntries);
        return values.Any(value => choices.Any(choice => Equal(value, choice.Trim('"'))));
    }

    private static bool Equal(string value, string choice) => choice.EndsWith('*')
        ? value.StartsWith(choice[..^1], StringComparison.Ordinal)
        : value == choice;

    private static IEnumerable<string> Values(JsonObject package, string field) => field switch
    {
        "*" => [""],
        "organization" => [(string?)package["organization"]?["name"] ?? ""],
        "groups" => package["groups"]!.AsArray().Select(group => (string)group!["name"]!),
        "tags" => package["tags"]!.AsArray().Select(tag => (string)tag!["name"]!),
        "res_format" => package["resources"]!.AsArray().Select(resource => (string?)resource!["format"] ?? ""),
        "dataset_type" => ["dataset"],
        _ => package[field] is JsonValue value ? [value.ToString()] : [],
    };

    [GeneratedRegex("""(?<not>-)?(?<field>\w+|\*):(?<value>\[[^\]]*\]|\([^)]*\)|"[^"]*"|[^\s)]+)""")]
    private static partial Regex Term();
}
