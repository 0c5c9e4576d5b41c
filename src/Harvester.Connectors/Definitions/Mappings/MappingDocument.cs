using System.Globalization;
using System.Text;
using Harvester.Core.Assessment.StandardDatasets;
using Harvester.Core.Mapping;
using Harvester.Core.Model;

namespace Harvester.Connectors.Definitions.Mappings;

/// <summary>
/// <c>mappings/README.md</c>: field by field, where each comes from in each kind of source, and what the vocabularies know. Made of the mapping files, so
/// that it cannot fall behind them.
/// </summary>
public static class MappingDocument
{
    private static readonly (RecordKind Kind, string Title)[] Kinds =
    [
        (RecordKind.Ckan, "CKAN"), (RecordKind.Dcat, "DCAT, data.json, schema.org"), (RecordKind.List, "Lists (オープンデータ一覧)"), (RecordKind.Html, "HTML pages"),
    ];

    /// <summary>The document, with line feeds.</summary>
    public static string Write(MappingRules rules)
    {
        var text = new StringBuilder("""
            <!-- Made by `harvester check --markdown > mappings/README.md` from the files of this folder; change those. -->
            # How records are mapped

            Each field of the common schema, and where it comes from. The paths are tried from left to right; the first one with a value wins, and what no path
            takes stays in the raw record. A dot goes one level deeper; in CKAN's extras it is the key. A connector file replaces single rules under `fields:`.
            After a change here the next run maps what is stored anew, or `harvester remap` does at once; the change log then says `mapping`.


            """.ReplaceLineEndings("\n"));
        foreach (var (kind, title) in Kinds)
        {
            if (!rules.Crosswalks.TryGetValue(kind, out var crosswalk))
                continue;
            text.Append(CultureInfo.InvariantCulture, $"## {title}\n\n`crosswalks/{kind.ToString().ToLowerInvariant()}.yml`; texts without a language of their own are `{crosswalk.Language}`.\n\n");
            Table(text, CrosswalkFields.Dataset, crosswalk.Fields);
            text.Append(CultureInfo.InvariantCulture, $"\nOf each file, in {string.Join(", ", crosswalk.Items.Select(Code))}:\n\n");
            Table(text, CrosswalkFields.Distribution, crosswalk.Distribution);
            text.Append('\n');
            if (crosswalk.Published is { } published)
            {
                text.Append(CultureInfo.InvariantCulture, $"Of a record that a Harvester published (it has {Code(published.When)}) these come from elsewhere:\n\n");
                Table(text, [.. published.Fields.Keys], published.Fields);
                text.Append('\n');
            }

            if (crosswalk.Ignored.Count > 0)
                Ignored(text, crosswalk.Ignored);
        }

        text.Append("## Vocabularies\n\n| file | entries | spellings |\n|---|---:|---:|\n");
        Vocabulary(text, "licences", rules.Licences.Entries.Count, rules.Licences.Entries.Sum(entry => entry.Spellings.Count + entry.Within.Count + entry.Urls.Count));
        Vocabulary(text, "formats", rules.Formats.Entries.Count, rules.Formats.Entries.Sum(entry => entry.Spellings.Count + entry.Extensions.Count));
        Vocabulary(text, "frequencies", rules.Frequencies.Entries.Count, rules.Frequencies.Entries.Sum(entry => entry.Spellings.Count + entry.Exact.Count));
        Vocabulary(text, "themes", rules.Themes.Rules.Themes.Count, rules.Themes.Rules.Words.Concat(rules.Themes.Rules.Categories).Sum(rule => rule.Words.Count));
        Vocabulary(text, "priority-fields", rules.PriorityFields.Rules.Fields.Count, rules.PriorityFields.Rules.Fields.Sum(field => field.Words.Count));
        Vocabulary(text, "standard-datasets", rules.StandardDatasets.Entries.Count, rules.StandardDatasets.Entries.Sum(entry => entry.Files.Count + entry.Titles.Count + entry.Akin.Count));
        text.Append(CultureInfo.InvariantCulture, $"\nOf the priority fields: {rules.PriorityFields.Rules.NoticeEn}\n");
        Standard(text, rules.StandardDatasets.Entries);
        return text.ToString();
    }

    private static void Table(StringBuilder text, IReadOnlyList<string> names, IReadOnlyDictionary<string, FieldRule> rules)
    {
        text.Append("| field | comes from | read as | else |\n|---|---|---|---|\n");
        foreach (var name in names)
        {
            if (!rules.TryGetValue(name, out var rule))
                continue;
            var paths = string.Join(", ", rule.From.Select(Code));
            text.Append(CultureInfo.InvariantCulture, $"| `{name}` | {paths} | {rule.Vocabulary} | {(rule.Default is null ? "" : Code(rule.Default))} |\n");
        }
    }

    private static void Ignored(StringBuilder text, IReadOnlyList<IgnoredFields> ignored)
    {
        text.Append("Left alone; whatever else no rule reads is counted, and shown by `preview` and `status`:\n\n| members | why |\n|---|---|\n");
        foreach (var one in ignored)
            text.Append(CultureInfo.InvariantCulture, $"| {string.Join(", ", one.Paths.Select(Code))} | {one.Why} |\n");
        text.Append('\n');
    }

    private static void Vocabulary(StringBuilder text, string name, int entries, int spellings) =>
        text.Append(CultureInfo.InvariantCulture, $"| `vocabularies/{name}.yml` | {entries} | {spellings} |\n");

    private static void Standard(StringBuilder text, IReadOnlyList<StandardDataset> entries)
    {
        text.Append("\n## Standard datasets\n\nRecognised beside the runs, by title, file name and header; an edit of their file maps nothing anew.\n\n| id | name | file names | columns known | required |\n|---|---|---|---|---:|\n");
        foreach (var entry in entries)
        {
            var forms = string.Join(", ", entry.Forms.Select(form => $"{form.Edition} {form.Columns.Count}{(form.IsPartial ? "+" : "")}"));
            var required = entry.Forms.Sum(form => form.Required.Count) is > 0 and var count ? count.ToString(CultureInfo.InvariantCulture) : "?";
            text.Append(CultureInfo.InvariantCulture, $"| `{entry.Id}` | {entry.Name} | {string.Join(", ", entry.Files.Select(Code))} | {forms} | {required} |\n");
        }
    }

    private static string Code(string path) => $"`{path.Replace("|", "\\|", StringComparison.Ordinal)}`";
}
