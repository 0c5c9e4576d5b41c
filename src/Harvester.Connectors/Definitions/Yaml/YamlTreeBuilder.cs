using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Harvester.Connectors.Definitions.Yaml;

/// <summary>Builds the node tree from YamlDotNet's parser events. The deserializer is not used: it resolves types, tags and aliases.</summary>
internal sealed class YamlTreeBuilder(string file, List<DefinitionError> errors)
{
    /// <summary>Deeper nesting is a mistake or an attack; the recursion below stays small.</summary>
    private const int Deepest = 24;

    /// <returns>Null for a file without any node.</returns>
    /// <exception cref="YamlException">The text is not YAML.</exception>
    public YamlNode? Build(string text)
    {
        var parser = new Parser(new StringReader(text));
        parser.Consume<StreamStart>();
        if (!parser.TryConsume<DocumentStart>(out _))
            return null;
        var root = Node(parser, "", 0);
        if (root is { IsBroken: true } || parser.Current is null)
            return root;
        parser.Consume<DocumentEnd>();
        if (parser.Accept<DocumentStart>(out var second))
            Report(second, "a second document begins here; one file describes one thing");
        return root;
    }

    private YamlNode Node(IParser parser, string path, int depth)
    {
        switch (parser.Current)
        {
            case AnchorAlias alias:
                Report(alias, $"the alias '*{alias.Value}' is refused; write the value out, or share it through a profile (extends)");
                parser.MoveNext();
                return Broken(alias, path);
            case Scalar scalar:
                Refuse(scalar);
                parser.MoveNext();
                return Text(scalar, path);
            case NodeEvent start when depth >= Deepest:
                throw new YamlException(start.Start, start.End, $"values are nested more than {Deepest} deep");
            case SequenceStart start:
                Refuse(start);
                return List(parser, start, path, depth);
            case MappingStart start:
                Refuse(start);
                return Map(parser, start, path, depth);
            default:
                throw new YamlException(parser.Current?.Start ?? Mark.Empty, parser.Current?.End ?? Mark.Empty, "a value is missing");
        }
    }

    private YamlList List(IParser parser, SequenceStart start, string path, int depth)
    {
        parser.MoveNext();
        var items = new List<YamlNode>();
        while (!parser.TryConsume<SequenceEnd>(out _))
            items.Add(Node(parser, $"{path}[{items.Count}]", depth + 1));
        return new YamlList(Place(start, path), items);
    }

    private YamlMap Map(IParser parser, MappingStart start, string path, int depth)
    {
        parser.MoveNext();
        var entries = new List<YamlEntry>();
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = Node(parser, path, depth + 1);
            if (key is YamlScalar { IsBroken: false } name)
            {
                var inner = path.Length == 0 ? name.Text : $"{path}.{name.Text}";
                var value = Node(parser, inner, depth + 1);
                if (name.Text == "<<")
                    name.ReportPlain("merge keys are refused; write the keys out, or share them through a profile (extends)");
                else if (lines.TryAdd(name.Text, name.Line))
                    entries.Add(new YamlEntry(new YamlScalar(name.Place with { Path = inner }, name.Text, name.IsPlain), value));
                else
                    name.ReportPlain($"the key '{name.Text}' is here twice; the first is on line {lines[name.Text]}");
            }
            else
            {
                key.ReportPlain("a key must be a text");
                Node(parser, path, depth + 1);
            }
        }

        return new YamlMap(Place(start, path), entries);
    }

    private YamlScalar Text(Scalar scalar, string path)
    {
        if (scalar.Style is ScalarStyle.Literal or ScalarStyle.Folded)
        {
            Report(scalar, "block texts (| and >) are refused; put the text in quotes");
            return Broken(scalar, path);
        }

        return new YamlScalar(Place(scalar, path), scalar.Value, scalar.Style == ScalarStyle.Plain);
    }

    private void Refuse(NodeEvent node)
    {
        if (!node.Anchor.IsEmpty)
            Report(node, $"the anchor '&{node.Anchor.Value}' is refused; share values through a profile (extends)");
        if (!node.Tag.IsEmpty)
            Report(node, $"the tag '{node.Tag.Value}' is refused; values are texts, and each key knows its type");
    }

    private YamlScalar Broken(ParsingEvent at, string path) => new(Place(at, path), "", isPlain: true) { IsBroken = true };

    private YamlPlace Place(ParsingEvent at, string path) => new(file, (int)at.Start.Line, (int)at.Start.Column, path, errors);

    private void Report(ParsingEvent at, string message) =>
        errors.Add(new DefinitionError(file, (int)at.Start.Line, (int)at.Start.Column, message));
}
