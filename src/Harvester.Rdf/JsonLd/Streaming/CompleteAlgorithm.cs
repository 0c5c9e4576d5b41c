using System.Text.Json;

namespace Harvester.Rdf.JsonLd.Streaming;

/// <summary>The complete algorithm (JSON-LD 1.1 API, sections 4, 5 and 8) for one element of a long array at a time.</summary>
internal sealed class CompleteAlgorithm(
    ActiveContext active, Expander expander, RdfEmitter emitter, RemoteContexts remote, RdfReaderOptions options)
{
    /// <summary>The context of the elements.</summary>
    public ActiveContext Active => active;

    public async ValueTask ReadAsync(JsonElement element, ElementTarget target, CancellationToken cancellationToken)
    {
        await remote.LoadAsync(element, options.BaseIri, cancellationToken);
        foreach (var expanded in expander.ExpandItem(active, target.Key, element, out _) ?? [])
            Emit(expanded, target);
    }

    private void Emit(Expanded expanded, ElementTarget target)
    {
        if (target.Property is not null)
            emitter.EmitValue(target.Node, target.PropertyIri, expanded);
        else if (target.IsNamedGraph)
            emitter.EmitWithin(expanded, target.Node);
        else
            emitter.Emit(expanded);
    }
}
