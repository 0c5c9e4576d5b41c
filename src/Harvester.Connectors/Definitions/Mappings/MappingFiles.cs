using System.IO.Hashing;
using System.Text;
using Harvester.Connectors.Definitions.Yaml;
using Harvester.Core.Assessment.StandardDatasets;
using Harvester.Core.Mapping;
using Harvester.Core.Mapping.Normalisers;
using Harvester.Core.Mapping.PriorityFields;
using Harvester.Core.Mapping.Themes;
using Harvester.Core.Model;

namespace Harvester.Connectors.Definitions.Mappings;

/// <summary>
/// Loads <c>mappings/</c>: <c>crosswalks/{ckan,dcat,html,list}.yml</c>, <c>vocabularies/{licences,formats,frequencies,themes,priority-fields,publishers,standard-datasets}.yml</c>,
/// <c>municipalities.csv</c> and <c>targets.yml</c>. Strict: an unknown key, field, vocabulary or path, a spelling claimed twice, is an error with its place.
/// </summary>
public sealed class MappingFiles
{
    private readonly string folder;
    private readonly List<DefinitionError> errors = [];
    private readonly XxHash128 hash = new();
    private readonly Dictionary<string, string> revisions = new(StringComparer.Ordinal);

    private MappingFiles(string folder) => this.folder = folder;

    /// <summary>Loads the folder; the rules are null when there is any error.</summary>
    public static LoadedMappings Load(string folder) => new MappingFiles(folder).LoadAll();

    private LoadedMappings LoadAll()
    {
        var crosswalks = new Dictionary<RecordKind, Crosswalk>();
        foreach (var kind in Enum.GetValues<RecordKind>())
            Read($"crosswalks/{kind.ToString().ToLowerInvariant()}.yml", document => crosswalks[kind] = CrosswalkFile.Read(document.Root));
        var licences = Read("vocabularies/licences.yml", document => LicenceFile.Read(document.Root));
        var formats = Read("vocabularies/formats.yml", document => FormatFile.Read(document.Root));
        var frequencies = Read("vocabularies/frequencies.yml", document => FrequencyFile.Read(document.Root));
        var themes = Read("vocabularies/themes.yml", document => ThemeFile.Read(document.Root));
        var fields = Read("vocabularies/priority-fields.yml", document => PriorityFieldFile.Read(document.Root, themes));
        var publishers = Read("vocabularies/publishers.yml", document => PublisherFile.Read(document.Root));
        var municipalities = MunicipalityFile.Read(PathOf("municipalities.csv"), Text("municipalities.csv"), errors);
        var targets = Read("targets.yml", document => TargetFile.Read(document.Root), mapsRecords: false);
        var standard = Read("vocabularies/standard-datasets.yml", document => StandardDatasetFile.Read(document.Root), mapsRecords: false);
        if (errors.Count > 0)
            return Failed();

        var rules = new MappingRules
        {
            Crosswalks = crosswalks,
            Licences = Build("vocabularies/licences.yml", () => new LicenceVocabulary(licences!))!,
            Formats = Build("vocabularies/formats.yml", () => new FormatVocabulary(formats!))!,
            Frequencies = Build("vocabularies/frequencies.yml", () => new FrequencyVocabulary(frequencies!))!,
            Themes = Build("vocabularies/themes.yml", () => new ThemeVocabulary(themes!))!,
            PriorityFields = Build("vocabularies/priority-fields.yml", () => new PriorityFieldVocabulary(fields!))!,
            Publishers = Build("vocabularies/publishers.yml", () => new PublisherDirectory(municipalities, publishers!))!,
            StandardDatasets = Build("vocabularies/standard-datasets.yml", () => new StandardDatasetVocabulary(standard!, municipalities, revisions["vocabularies/standard-datasets.yml"]))!,
            FilesHash = RecordHash.Format(hash.GetCurrentHashAsUInt128()),
        };
        return errors.Count > 0 ? Failed() : new LoadedMappings(rules, []) { Targets = targets! };
    }

    private LoadedMappings Failed() =>
        new(null, [.. errors.OrderBy(error => error.File, StringComparer.Ordinal).ThenBy(error => error.Line).ThenBy(error => error.Column)]);

    /// <param name="mapsRecords">False for what the mapper does not look at: a change of it maps no record anew.</param>
    private T? Read<T>(string name, Func<YamlDocument, T> read, bool mapsRecords = true)
        where T : class
    {
        var document = YamlDocument.Load(PathOf(name), Text(name, mapsRecords));
        if (document.Errors.Any(error => error.Message == "the file is empty") && !File.Exists(PathOf(name)))
            return null; // reported as missing already
        var format = document.Root.RequiredInteger("format");
        if (format is not null and not 1)
            document.Root.ReportAt("format", "this version reads format 1 only");
        var value = read(document);
        document.Root.Done();
        errors.AddRange(document.Errors);
        return value;
    }

    /// <summary>Faults that only show between entries (a spelling claimed twice) belong to the file as a whole.</summary>
    private T? Build<T>(string name, Func<T> build)
        where T : class
    {
        try
        {
            return build();
        }
        catch (ArgumentException e)
        {
            errors.Add(new DefinitionError(PathOf(name), 0, 0, e.Message));
            return null;
        }
    }

    private string PathOf(string name) => Path.Combine(folder, name.Replace('/', Path.DirectorySeparatorChar));

    private string Text(string name, bool mapsRecords = true)
    {
        try
        {
            var bytes = File.ReadAllBytes(PathOf(name));
            if (mapsRecords)
            {
                hash.Append(Encoding.UTF8.GetBytes($"{name}:{bytes.Length}:"));
                hash.Append(bytes);
            }

            revisions[name] = RecordHash.Format(XxHash128.HashToUInt128(bytes));
            return new UTF8Encoding(false, true).GetString(bytes);
        }
        catch (IOException e)
        {
            errors.Add(new DefinitionError(PathOf(name), 0, 0, $"the file cannot be read: {e.Message}"));
        }
        catch (DecoderFallbackException)
        {
            errors.Add(new DefinitionError(PathOf(name), 0, 0, "the file is not in UTF-8"));
        }

        return "";
    }
}
