namespace Harvester.Connectors.Definitions.Yaml;

/// <summary>A value in a strict YAML file, with its place: a <see cref="YamlScalar"/>, <see cref="YamlList"/> or <see cref="YamlMap"/>.</summary>
public abstract class YamlNode
{
    private protected YamlNode(YamlPlace place) => Place = place;

    /// <summary>File, as given to <see cref="YamlDocument.Load"/>; nodes of a merged map keep their own.</summary>
    public string File => Place.File;

    /// <summary>From 1.</summary>
    public int Line => Place.Line;

    /// <summary>From 1, in UTF-16 units.</summary>
    public int Column => Place.Column;

    /// <summary>Keys from the root, <c>html.fields.title</c>; empty for the root.</summary>
    public string Path => Place.Path;

    internal YamlPlace Place { get; }

    /// <summary>True where the reader has reported a fault already (an alias, a tag): reading it reports nothing more.</summary>
    internal bool IsBroken { get; init; }

    /// <summary>Adds an error at this node's place; the message is prefixed with the path.</summary>
    public void Report(string message) => ReportPlain(Path.Length == 0 ? message : $"{Path}: {message}");

    /// <summary>As <see cref="Report"/>, for something absent that a file over this profile may still give.</summary>
    public void ReportLack(string message) => ReportLackPlain(Path.Length == 0 ? message : $"{Path}: {message}");

    internal void ReportLackPlain(string message)
    {
        if (!IsBroken)
            Place.Errors.Add(new DefinitionError(File, Line, Column, message) { IsLack = true });
    }

    internal void ReportPlain(string message)
    {
        if (!IsBroken)
            Place.Errors.Add(new DefinitionError(File, Line, Column, message));
    }
}
