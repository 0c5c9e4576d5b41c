using System.Text.Json;

namespace Harvester.Rdf.JsonLd.Streaming;

/// <summary>What the elements of a document's long arrays mean, by its skeleton: with all that stands before, between and behind them.</summary>
internal sealed class DocumentPlan
{
    private readonly Expander expander;
    private readonly RdfEmitter emitter;
    private readonly JsonElement root;
    private readonly string?[] keys;

    /// <param name="skeleton">The document without the elements of its long arrays.</param>
    /// <param name="arrays">The long arrays.</param>
    /// <param name="active">The context before the document's own.</param>
    /// <param name="expander">The complete algorithm.</param>
    /// <param name="emitter">Emits what the skeleton itself says.</param>
    /// <exception cref="RdfException">The document's own context is refused.</exception>
    public DocumentPlan(JsonElement skeleton, IReadOnlyList<LongArray> arrays, ActiveContext active, Expander expander, RdfEmitter emitter)
    {
        root = skeleton;
        this.expander = expander;
        this.emitter = emitter;
        Outer = active;
        Active = skeleton.ValueKind == JsonValueKind.Object ? expander.Enter(active, null, skeleton, false, out _, out _) : active;
        keys = [.. arrays.Select(array => array.Key.Length == 0 ? null : JsonSerializer.Deserialize<string>(array.Key))];
        Obstacle = keys.Select(ObstacleOf).FirstOrDefault(obstacle => obstacle is not null);
    }

    private ActiveContext Outer { get; }

    /// <summary>The context of the elements.</summary>
    public ActiveContext Active { get; }

    /// <summary>Why the document cannot be read as it comes; null: it can.</summary>
    public string? Obstacle { get; }

    /// <summary>Emits what the skeleton says and tells what each long array is to it; none where the document says nothing at all.</summary>
    /// <exception cref="RdfException">The document's outermost object is refused.</exception>
    public IReadOnlyList<ElementTarget> Begin(TermTable table)
    {
        if (root.ValueKind != JsonValueKind.Object)
            return [.. keys.Select(_ => new ElementTarget())];
        if (expander.Expand(Outer, null, root, out _) is not [var node])
            return [.. keys.Select(_ => new ElementTarget { IsIgnored = true })];
        // A document that is all graph, by whatever name, is the default graph.
        var isDefaultGraph = node.IsGraph && !node.HasId && node.Index is null;
        var subject = isDefaultGraph ? null : emitter.Emit(node);
        return [.. keys.Select(key => Target(key!, subject, isDefaultGraph, table))];
    }

    private ElementTarget Target(string key, Term? subject, bool isDefaultGraph, TermTable table)
    {
        var iri = Meaning(key);
        if (iri == "@graph")
            return new ElementTarget { Key = "@graph", Node = subject, IsNamedGraph = !isDefaultGraph };
        return iri is null || !iri.Contains(':')
            ? new ElementTarget { IsIgnored = true }
            : new ElementTarget { Key = key, PropertyIri = iri, Property = table.Member(System.Text.Encoding.UTF8.GetBytes(key)), Node = subject };
    }

    private string? Meaning(string key) => IriExpansion.Expand(Active, key, relative: false, vocabulary: true);

    private string? ObstacleOf(string? key)
    {
        if (key is null)
            return null;
        var iri = Meaning(key);
        if (iri is not null && iri != "@graph" && Keywords.IsKeyword(iri))
            return $"it has a long array under {iri}";
        return iri is not null && iri.Contains(':') && !TermTable.IsPlain(Active.Find(key))
            ? $"'{key}', which has a long array, is defined with a container, a context, @reverse or @json"
            : null;
    }
}
