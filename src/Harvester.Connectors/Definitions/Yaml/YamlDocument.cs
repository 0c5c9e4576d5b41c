using YamlDotNet.Core;

namespace Harvester.Connectors.Definitions.Yaml;

/// <summary>
/// A file in the strict subset of YAML 1.2.2 that connector and mapping files use: one document, a mapping at its root, plain and quoted
/// texts, lists and maps. Anchors, aliases, tags, merge keys, block scalars and duplicate keys are errors.
/// </summary>
public sealed class YamlDocument
{
    private readonly List<DefinitionError> errors;

    private YamlDocument(string file, YamlMap root, List<DefinitionError> errors)
    {
        File = file;
        Root = root;
        this.errors = errors;
    }

    public string File { get; }

    /// <summary>Empty, with an error, when the file holds no mapping.</summary>
    public YamlMap Root { get; }

    /// <summary>Every fault found so far, in the order of the file: reading keys from <see cref="Root"/> adds to it.</summary>
    public IReadOnlyList<DefinitionError> Errors => [.. errors.Distinct().OrderBy(error => error.Line).ThenBy(error => error.Column)];

    /// <summary>Parses a file's text; throws nothing, every fault is in <see cref="Errors"/>.</summary>
    /// <param name="file">Its name in messages.</param>
    public static YamlDocument Load(string file, string text)
    {
        var errors = new List<DefinitionError>();
        text = text.TrimStart('\uFEFF');
        var nothing = new YamlPlace(file, 1, 1, "", errors);
        YamlNode? root = null;
        try
        {
            root = new YamlTreeBuilder(file, errors).Build(text);
        }
        catch (YamlException e)
        {
            errors.Add(Explain(file, e, text));
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            // YamlDotNet 18.1.0 throws these, without a place, at brackets that never close.
            errors.Add(new DefinitionError(file, 1, 1, "the file is no YAML: a bracket [ or { is opened and never closed, or a quote is missing"));
        }

        if (root is YamlMap map)
            return new YamlDocument(file, map, errors);
        if (errors.Count == 0)
            nothing.Errors.Add(new DefinitionError(file, 1, 1, root is null or YamlScalar { IsEmpty: true } ? "the file is empty" : "the file must begin with a key"));
        // The stand-in is broken on purpose: "the key 'title' is missing" would only hide the one fault above.
        return new YamlDocument(file, new YamlMap(nothing, []) { IsBroken = true }, errors);
    }

    private static DefinitionError Explain(string file, YamlException e, string text)
    {
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            // The scanner names a place before or after the tab, and other words each time.
            if (line.TrimStart(' ').StartsWith('\t') && !line.IsWhiteSpace())
                return new DefinitionError(file, number, line.IndexOf('\t') + 1, "this line is indented with a tab; YAML allows spaces only");
        }

        return new DefinitionError(file, (int)e.Start.Line, (int)e.Start.Column, $"this is no YAML: {e.Message}");
    }
}
