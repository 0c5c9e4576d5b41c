using Harvester.Connectors.List;

namespace Harvester.Connectors.Definitions.Survey;

/// <summary>Reads <c>connectors/sources.csv</c>, all faults at once.</summary>
public static class KnownSources
{
    public const string FileName = "sources.csv";
    private const string Head = "code,kind,url,confidence,known";
    private static readonly string[] Kinds = ["ckan", "bodik-ckan", "arcgis-hub", "list", "html", SourcesDocument.TokyoCatalogue];
    private static readonly string[] Confidences = ["high", "medium", "low"];

    /// <param name="folder">The folder of connector files; without the file in it nothing is known, and that is no fault.</param>
    /// <param name="codes">The bodies that there are; null: any.</param>
    /// <exception cref="IOException">The file is there but cannot be read.</exception>
    public static (IReadOnlyList<KnownSource> Sources, IReadOnlyList<DefinitionError> Errors) Load(string folder, IReadOnlySet<string>? codes)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            return ([], []);
        var sources = new List<KnownSource>();
        var errors = new List<DefinitionError>();
        var seen = new HashSet<(string, string)>();
        var number = 0;
        var headed = false;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (line.Length == 0 || line[0] == '#')
                continue;
            if (!headed)
            {
                headed = true;
                if (line != Head)
                    Fault($"expected the columns {Head}");
                continue;
            }

            if (CsvFields.Of(line, ',') is not { IsOpen: false, HasStrayQuote: false, Cells: [var code, var kind, var url, var confidence, var known] })
            {
                Fault("expected five cells, on one line");
                continue;
            }

            if (codes?.Contains(code) == false)
                Fault($"the code {code} is not in the list of municipalities");
            if (!Kinds.Contains(kind))
                Fault($"'{kind}' is no kind; expected {string.Join(", ", Kinds)}");
            if (!Confidences.Contains(confidence))
                Fault($"'{confidence}' is no confidence; expected {string.Join(", ", Confidences)}");
            if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
                Fault($"'{url}' is no http or https address");
            if (!seen.Add((code, url)))
                Fault($"{url} stands here twice for {code}");
            sources.Add(new KnownSource(code, kind, url, confidence, known));
        }

        return (sources, errors);

        void Fault(string message) => errors.Add(new DefinitionError(path, number, 1, message));
    }
}
