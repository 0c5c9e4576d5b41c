using System.Globalization;
using System.Text;
using Harvester.Core.Mapping;
using Harvester.Core.Model;

namespace Harvester.Connectors.Definitions.Survey;

/// <summary>
/// <c>connectors/README.md</c>: for each body every known source, and whether it is harvested. Made of the connector files, which say what is
/// harvested, and of <c>connectors/sources.csv</c>, which says what is known besides; so neither can fall behind the other.
/// </summary>
public static class SourcesDocument
{
    /// <summary>The catalogue through which most bodies are reached, by the id of its connector file and the kind of such rows.</summary>
    internal const string TokyoCatalogue = "tokyo-catalogue";

    private static readonly (string Title, Func<Municipality, bool> Holds)[] Areas =
    [
        ("東京都", body => body.Kind == "prefecture"),
        ("特別区 (wards)", body => body.Kind == "ward"),
        ("市 (cities)", body => body.Kind == "city"),
        ("町村 (towns and villages)", body => body.Kind is "town" or "village"),
    ];

    /// <summary>The document, with line feeds.</summary>
    /// <param name="bodies">In the order of the document.</param>
    public static string Write(IReadOnlyList<Municipality> bodies, IReadOnlyList<ConnectorFile> files, IReadOnlyList<KnownSource> known)
    {
        var rows = bodies.ToDictionary(body => body.Code, body => RowsOf(body, files, known).ToList());
        var text = new StringBuilder($"""
            <!-- Made by `harvester sources --markdown > connectors/README.md` from the connector files and {KnownSources.FileName}; change those. -->
            # Sources

            Where the {bodies.Count} bodies of Tokyo publish, as far as it is known, and what is harvested. What is known is second-hand where nothing else is said;
            where a site shows something else, the site is right.

            - **enabled**: a connector file reads it. **off**: there is a connector file, which somebody must look at first (its comments say why).
            - **through {TokyoCatalogue}**: the body's datasets in the Tokyo catalogue are harvested with it.
            - **needs a look**: what is known does not suffice for a connector file; nobody's selectors are invented.
            - **none**: nothing is published there, as far as it is known.

            | | sources | bodies |
            |---|---:|---:|

            """.ReplaceLineEndings("\n"));
        foreach (var state in (string[])["enabled", "off", $"through {TokyoCatalogue}", "needs a look", "none"])
        {
            text.Append(CultureInfo.InvariantCulture,
                $"| {state} | {rows.Values.Sum(list => list.Count(row => row.State == state))} | {rows.Values.Count(list => list.Exists(row => row.State == state))} |\n");
        }

        var reached = rows.Values.Count(list => list.Exists(row => row.State == "enabled" || row.State.StartsWith("through", StringComparison.Ordinal)));
        text.Append(CultureInfo.InvariantCulture, $"\n{reached} of the {bodies.Count} bodies are reached; not reached: ")
            .Append(string.Join("、", bodies.Where(body => !rows[body.Code].Exists(row => row.State == "enabled" || row.State.StartsWith("through", StringComparison.Ordinal))).Select(body => body.Name) is var absent && absent.Any() ? absent : ["none"]))
            .Append(".\n");
        foreach (var (title, holds) in Areas)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {title}\n\n| code | body | kind | source | state | what is known |\n|---|---|---|---|---|---|\n");
            foreach (var body in bodies.Where(holds))
            {
                foreach (var row in rows[body.Code])
                    text.Append(CultureInfo.InvariantCulture, $"| {body.Code} | {body.Name} | {row.Kind} | <{row.Url}> | {row.Shown} | {row.Known.Replace("|", "\\|", StringComparison.Ordinal)} |\n");
            }
        }

        return text.ToString();
    }

    private static IEnumerable<Row> RowsOf(Municipality body, IReadOnlyList<ConnectorFile> files, IReadOnlyList<KnownSource> known)
    {
        var own = files.Where(file => file.Source.PublisherCode == body.Code).ToList();
        foreach (var one in known.Where(one => one.Code == body.Code))
        {
            var file = own.Find(file => Reads(file, one));
            if (file is not null)
                own.Remove(file);
            yield return file is not null ? OfFile(file, one.Kind, one.Url, one.Known)
                : one.Kind == TokyoCatalogue ? OfCatalogue(one, files)
                : new Row(one.Kind, one.Url, "needs a look", "needs a look", Known(one));
        }

        foreach (var file in own)
            yield return OfFile(file, file.Source.Kind.ToString().ToLowerInvariant(), Address(file), "");
    }

    private static Row OfFile(ConnectorFile file, string kind, string url, string known)
    {
        var state = file.Source.Enabled ? "enabled" : "off";
        return new Row(kind, url, state, $"{state}: [{file.Source.Id}]({Link(file.Source)})", known);
    }

    private static Row OfCatalogue(KnownSource one, IReadOnlyList<ConnectorFile> files)
    {
        var state = one.Known.StartsWith("0 packages", StringComparison.Ordinal) ? "none"
            : files.Any(file => file.Source is { Id: TokyoCatalogue, Enabled: true }) ? $"through {TokyoCatalogue}" : "needs a look";
        return new Row(one.Kind, one.Url, state, state, Known(one));
    }

    private static string Known(KnownSource one) =>
        one.Confidence == "low" ? $"{one.Known}{(one.Known.Length == 0 ? "" : "; ")}confidence: low" : one.Known;

    /// <summary>Whether a connector file reads the very place: its own address, or what lies under the site's.</summary>
    private static bool Reads(ConnectorFile file, KnownSource one)
    {
        var kind = one.Kind switch
        {
            "ckan" or "bodik-ckan" => RecordKind.Ckan,
            "arcgis-hub" => RecordKind.Dcat,
            "list" => RecordKind.List,
            "html" => RecordKind.Html,
            _ => (RecordKind?)null,
        };
        return file.Source.Kind == kind && (Address(file).StartsWith(one.Url, StringComparison.Ordinal) || (kind is not RecordKind.List && file.Source.Url == one.Url));
    }

    private static string Address(ConnectorFile file) => (file.Ckan?.Api ?? file.Dcat?.Catalog ?? file.List?.Url ?? file.Html!.Sitemap?.Url ?? file.Html.Start[0]).OriginalString;

    /// <summary>Relative to the document: <c>wards/minato-catalogue.yml</c>.</summary>
    private static string Link(Source source) =>
        source.File is { } path ? $"{Path.GetFileName(Path.GetDirectoryName(path))}/{Path.GetFileName(path)}" : $"{source.Id}.yml";

    private sealed record Row(string Kind, string Url, string State, string Shown, string Known);
}
