using System.Text.Json;
using Harvester.Rdf.Reading;

namespace Harvester.Rdf.JsonLd;

/// <summary>
/// Reads JSON-LD 1.1: parses the document, loads the contexts it refers to, then expands and emits one top-level node after the
/// other.
/// </summary>
internal sealed class JsonLdReader(Stream utf8, StatementSink sink, RdfReaderOptions options) : DocumentReader
{
    private JsonDocument? document;
    private IEnumerator<bool>? steps;

    public override async ValueTask<bool> ReadSomeAsync(CancellationToken cancellationToken)
    {
        if (steps is null)
        {
            document = await ParseAsync(utf8, sink, options, cancellationToken);
            if (document is null)
                return false;
            var remote = new RemoteContexts(options);
            await remote.LoadAsync(document.RootElement, options.BaseIri, cancellationToken);
            var expandContext = ParseExpandContext(options);
            if (expandContext is { } given)
                await remote.LoadAsync(given, options.BaseIri, cancellationToken);
            var contexts = new ContextProcessor(remote, options.JsonLd10);
            steps = Steps(document.RootElement, expandContext, contexts, new RdfEmitter(sink, options.JsonLdDirection), sink, options).GetEnumerator();
        }
        return TryStep(steps, sink);
    }

    private static async Task<JsonDocument?> ParseAsync(
        Stream utf8, StatementSink sink, RdfReaderOptions options, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        await utf8.CopyToAsync(buffer, cancellationToken);
        try
        {
            return JsonText.Parse(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), options.MaxDepth);
        }
        catch (RdfException error) when (sink.Lenient)
        {
            sink.Refuse(error.Line, error.Column, error.Error.Message);
            return null;
        }
    }

    // The value of expandContext may be a context or a document that has one (JSON-LD 1.1 API, section 9.3).
    private static JsonElement? ParseExpandContext(RdfReaderOptions options)
    {
        if (options.ExpandContext.IsEmpty)
            return null;
        using var document = JsonText.Parse(options.ExpandContext, options.MaxDepth);
        var root = document.RootElement;
        return (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("@context", out var context) ? context : root).Clone();
    }

    // One step for each node of an array, or of a document that is all @graph; one step for any other document.
    private static IEnumerable<bool> Steps(
        JsonElement root, JsonElement? expandContext, ContextProcessor contexts, RdfEmitter emitter, StatementSink sink, RdfReaderOptions options)
    {
        var active = new ActiveContext(options.BaseIri);
        if (expandContext is { } given)
            active = contexts.Process(active, given, options.BaseIri);
        string? property = null;
        if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("@graph", out var graph)
            && root.EnumerateObject().All(member => member.Name is "@graph" or "@context"))
        {
            if (root.TryGetProperty("@context", out var local))
                active = contexts.Process(active, local, options.BaseIri);
            (root, property) = (graph, "@graph");
        }
        var expander = new Expander(contexts, sink);
        var isWhole = property is null && root.ValueKind == JsonValueKind.Object;
        foreach (var item in Members.Items(root))
        {
            foreach (var node in (isWhole ? expander.Expand(active, property, item, out _) : expander.ExpandItem(active, property, item, out _)) ?? [])
                EmitTop(emitter, node, isWhole);
            yield return true;
        }
    }

    // A document that is all graph, by whatever name, is the default graph.
    private static void EmitTop(RdfEmitter emitter, Expanded node, bool isWhole)
    {
        if (!isWhole || !node.IsGraph || node.HasId || node.Index is not null)
        {
            emitter.Emit(node);
            return;
        }
        foreach (var inner in node.Graph!)
            emitter.Emit(inner);
    }

    private static bool TryStep(IEnumerator<bool> steps, StatementSink sink)
    {
        try
        {
            return steps.MoveNext();
        }
        catch (RdfException error) when (sink.Lenient && !error.IsLimit)
        {
            sink.Refuse(error.Line, error.Column, error.Error.Message);
            return false;
        }
    }
}
