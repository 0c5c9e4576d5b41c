namespace Harvester.Connectors.Definitions.Yaml;

/// <summary>
/// A YAML mapping, read key by key. Every method reports what is missing or of the wrong type and goes on, with null or an empty stand-in,
/// so that all faults of a file are found at once; <see cref="Done"/> reports the keys that nobody asked for. A document with errors must not
/// be used.
/// </summary>
public sealed class YamlMap : YamlNode
{
    private readonly Dictionary<string, YamlEntry> entries;
    private readonly HashSet<string> asked = new(StringComparer.Ordinal);

    internal YamlMap(YamlPlace place, IReadOnlyList<YamlEntry> entries)
        : base(place)
    {
        Entries = entries;
        this.entries = entries.ToDictionary(entry => entry.Key.Text, StringComparer.Ordinal);
    }

    /// <summary>In the order of the file. Reading them this way asks for none: see <see cref="AllEntries"/>.</summary>
    internal IReadOnlyList<YamlEntry> Entries { get; }

    public bool Has(string key) => entries.ContainsKey(key);

    /// <summary>Text that must be there; empty after a fault.</summary>
    public string RequiredText(string key) => Required(key)?.AsText() ?? "";

    public string? OptionalText(string key) => Scalar(key)?.AsText();

    public bool? OptionalBool(string key) => Scalar(key)?.AsBool();

    public long? OptionalInteger(string key, long min = 0, long max = long.MaxValue) => Scalar(key)?.AsInteger(min, max);

    public long? RequiredInteger(string key, long min = 0, long max = long.MaxValue) => Required(key)?.AsInteger(min, max);

    /// <inheritdoc cref="YamlScalar.AsDuration"/>
    public TimeSpan? OptionalDuration(string key, bool zeroAllowed = false) => Scalar(key)?.AsDuration(zeroAllowed);

    /// <inheritdoc cref="YamlScalar.AsBytes"/>
    public long? OptionalBytes(string key) => Scalar(key)?.AsBytes();

    /// <inheritdoc cref="YamlScalar.AsPercent"/>
    public double? OptionalPercent(string key) => Scalar(key)?.AsPercent();

    /// <inheritdoc cref="YamlScalar.AsDate"/>
    public DateOnly? RequiredDate(string key) => Required(key)?.AsDate();

    /// <inheritdoc cref="YamlScalar.AsDate"/>
    public DateOnly? OptionalDate(string key) => Scalar(key)?.AsDate();

    /// <inheritdoc cref="YamlScalar.AsUri"/>
    public Uri? OptionalUri(string key) => Scalar(key)?.AsUri();

    /// <summary>As <see cref="OptionalUri"/>; null after a fault only.</summary>
    public Uri? RequiredUri(string key) => Required(key)?.AsUri();

    /// <summary>One of <paramref name="words"/>; null when absent or, reported, another word.</summary>
    public string? OptionalChoice(string key, params ReadOnlySpan<string> words)
    {
        if (Scalar(key) is not { } scalar || scalar.AsText() is not { } text)
            return null;
        if (words.Contains(text))
            return text;
        scalar.Report($"expected {string.Join(", ", words)}, found {scalar.Shown}{DidYouMean.Of(text, words.ToArray())}");
        return null;
    }

    /// <summary>One text or a sequence of texts; empty when absent.</summary>
    public IReadOnlyList<string> TextList(string key) =>
        Find(key) switch
        {
            null => [],
            YamlList list => [.. Texts(list)],
            YamlScalar scalar => scalar.AsText() is { } text ? [text] : [],
            var other => Wrong<IReadOnlyList<string>>(other, "expected a text or a list of texts") ?? [],
        };

    /// <summary>Free keys with a text each, in the order of the file; null when absent.</summary>
    public IReadOnlyDictionary<string, string>? TextMap(string key)
    {
        if (Map(key) is not { } map)
            return null;
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, node) in map.AllEntries())
        {
            if (AsScalar(node)?.AsText() is { } text)
                texts[name] = text;
        }

        return texts;
    }

    /// <summary>A block of keys; null when absent.</summary>
    public YamlMap? Map(string key) =>
        Find(key) switch
        {
            null => null,
            YamlMap map => map,
            var other => Wrong<YamlMap>(other, "expected a block of keys"),
        };

    /// <summary>A block of keys that must be there; null after a fault only.</summary>
    public YamlMap? RequiredMap(string key) => Demand(key) ? Map(key) : null;

    /// <summary>The items of a sequence; empty when absent.</summary>
    public IReadOnlyList<YamlNode> Sequence(string key) =>
        Find(key) switch
        {
            null => [],
            YamlList list => list.Items,
            var other => Wrong<IReadOnlyList<YamlNode>>(other, "expected a list") ?? [],
        };

    /// <summary>The items of a sequence of blocks; an item of another kind is reported and left out.</summary>
    public IReadOnlyList<YamlMap> Maps(string key) =>
        [.. Sequence(key).Select(item => item as YamlMap ?? Wrong<YamlMap>(item, "expected a block of keys")).OfType<YamlMap>()];

    /// <summary>Any kind of value, or null; for keys whose value may take two shapes.</summary>
    public YamlNode? Node(string key) => Find(key);

    /// <summary>Every entry, for a map whose keys are free: counts as asked for.</summary>
    public IReadOnlyList<(string Key, YamlNode Value)> AllEntries()
    {
        asked.UnionWith(entries.Keys);
        return [.. Entries.Select(entry => (entry.Key.Text, entry.Value))];
    }

    /// <summary>Reports an error at the key, or at the map where the key is absent.</summary>
    public void ReportAt(string key, string message)
    {
        if (entries.TryGetValue(key, out var entry))
            entry.Key.Report(message);
        else
            Report(message);
    }

    /// <summary>Reports an error at the key's value, or at the map where the key is absent.</summary>
    public void ReportValue(string key, string message)
    {
        if (entries.TryGetValue(key, out var entry))
            entry.Value.Report(message);
        else
            Report(message);
    }

    /// <summary>Reports every key that was not asked for. Call it after the last key was read.</summary>
    public void Done()
    {
        foreach (var entry in Entries.Where(entry => !asked.Contains(entry.Key.Text)))
        {
            var within = Path.Length == 0 ? "" : $" in {Path}";
            var similar = DidYouMean.Of(entry.Key.Text, asked.Where(name => !entries.ContainsKey(name)).Order(StringComparer.Ordinal));
            entry.Key.ReportPlain($"unknown key '{entry.Key.Text}'{within}{similar}");
        }
    }

    /// <summary>Keys asked for so far, for comparing the loader with the published schema.</summary>
    internal IReadOnlySet<string> Asked => asked;

    private YamlNode? Find(string key)
    {
        asked.Add(key);
        return entries.TryGetValue(key, out var entry) ? entry.Value : null;
    }

    private YamlScalar? Scalar(string key) => AsScalar(Find(key));

    private YamlScalar? Required(string key) => Demand(key) ? Scalar(key) : null;

    private bool Demand(string key)
    {
        asked.Add(key);
        if (Has(key))
            return true;
        ReportLackPlain(Path.Length == 0 ? $"the key '{key}' is missing" : $"the key '{key}' is missing in {Path}");
        return false;
    }

    private static YamlScalar? AsScalar(YamlNode? node) =>
        node switch
        {
            null => null,
            YamlScalar scalar => scalar,
            var other => Wrong<YamlScalar>(other, $"expected a single value, found {(other is YamlMap ? "a block of keys" : "a list")}"),
        };

    private static IEnumerable<string> Texts(YamlList list) => list.Items.Select(item => AsScalar(item)?.AsText()).OfType<string>();

    private static T? Wrong<T>(YamlNode node, string message)
        where T : class
    {
        if (node is YamlScalar scalar && !scalar.HasValue())
            return null;
        node.Report(message);
        return null;
    }
}
