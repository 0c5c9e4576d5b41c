using System.Runtime.CompilerServices;
using System.Text.Json;
using Harvester.Rdf.JsonLd.Streaming;
using Harvester.Rdf.Reading;

namespace Harvester.Rdf.JsonLd;

/// <summary>
/// Reads JSON-LD 1.1. A small document is parsed, then expanded and emitted one top-level node after the other. Of a larger one the elements of the long
/// arrays are read as they come, once it is known from all the rest what they mean; where that cannot be told, it is read like a small one, within a limit.
/// </summary>
internal sealed class JsonLdReader(Stream document, StatementSink sink, RdfReaderOptions options) : DocumentReader
{
    private const int LongestShort = 64 * 1024;
    private readonly RemoteContexts remote = new(options);
    private IAsyncEnumerator<bool>? steps;

    public override async ValueTask<bool> ReadSomeAsync(CancellationToken cancellationToken)
    {
        steps ??= StepsAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        try
        {
            return await steps.MoveNextAsync();
        }
        catch (RdfException error) when (sink.Lenient && !error.IsLimit)
        {
            sink.Refuse(error.Line, error.Column, error.Error.Message);
            return false;
        }
    }

    private async IAsyncEnumerable<bool> StepsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var source = new DocumentSource(document, options);
        var held = await source.HoldAsync(options.JsonLdHeldBytes, cancellationToken);
        if (!source.HasEnded)
        {
            await foreach (var step in StreamAsync(source, cancellationToken))
                yield return step;
            yield break;
        }
        foreach (var step in await WholeAsync(held, cancellationToken))
            yield return step;
    }

    private async IAsyncEnumerable<bool> StreamAsync(DocumentSource source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var scan = await source.ScanAsync(new SkeletonScan(Math.Min(LongestShort, options.JsonLdHeldBytes), options.MaxJsonLdBytes), cancellationToken);
        var obstacle = scan.IsOverfull ? "all but its long arrays is more than that" : scan.Arrays.Count == 0 ? "it has no long array" : null;
        DocumentPlan? plan = null;
        Expander? expander = null;
        RdfEmitter? emitter = null;
        if (obstacle is null)
        {
            var skeleton = JsonText.Parse(scan.Text, options.MaxDepth, scan.PositionOf).RootElement;
            await remote.LoadAsync(skeleton, options.BaseIri, cancellationToken);
            (var active, expander, emitter) = await BeginAsync(cancellationToken);
            plan = new DocumentPlan(skeleton, scan.Arrays, active, expander, emitter);
            // The elements stand one or two levels deep.
            obstacle = plan.Obstacle ?? (options.MaxDepth <= 2 ? "it may not be nested at all" : null);
        }
        if (obstacle is not null)
        {
            foreach (var step in await WholeAsync(await source.HoldAllAsync(obstacle, cancellationToken), cancellationToken))
                yield return step;
            yield break;
        }
        var maxDepth = options.MaxDepth - (scan.Arrays[0].Key.Length == 0 ? 1 : 2);
        var table = new TermTable(plan!.Active);
        var reader = new LongArrayReader(source.Reopen(), maxDepth, options.MaxJsonLdBytes);
        var targets = plan.Begin(table);
        for (var i = 0; i < targets.Count; i++)
        {
            await reader.GoToAsync(scan.Arrays[i].Start, cancellationToken);
            var elements = new ElementReader(reader, targets[i], plan.Active, expander!, emitter!, remote, sink, options, maxDepth, CanInterpret(plan.Active, targets[i]) ? table : null);
            bool hasMore;
            do
            {
                hasMore = await elements.ReadSomeAsync(cancellationToken);
                yield return true;
            }
            while (hasMore);
        }
    }

    private bool CanInterpret(ActiveContext active, ElementTarget target) =>
        active.Previous is null && !options.JsonLd10 && options.JsonLdDirection == RdfDirection.Dropped && target.CanInterpret;

    private async ValueTask<(ActiveContext Active, Expander Expander, RdfEmitter Emitter)> BeginAsync(CancellationToken cancellationToken)
    {
        var contexts = new ContextProcessor(remote, options.JsonLd10);
        var active = new ActiveContext(options.BaseIri);
        if (ParseExpandContext(options) is { } given)
        {
            await remote.LoadAsync(given, options.BaseIri, cancellationToken);
            active = contexts.Process(active, given, options.BaseIri);
        }
        return (active, new Expander(contexts, sink), new RdfEmitter(sink, options.JsonLdDirection, options.JsonLdGeneralized));
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

    private async ValueTask<IEnumerable<bool>> WholeAsync(ReadOnlyMemory<byte> json, CancellationToken cancellationToken)
    {
        var root = JsonText.Parse(json, options.MaxDepth).RootElement;
        await remote.LoadAsync(root, options.BaseIri, cancellationToken);
        var (active, expander, emitter) = await BeginAsync(cancellationToken);
        return Steps(root, active, expander, emitter);
    }

    // One step for each node of an array, or of a document that is all @graph; one step for any other document.
    private static IEnumerable<bool> Steps(JsonElement root, ActiveContext active, Expander expander, RdfEmitter emitter)
    {
        string? property = null;
        if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("@graph", out var graph)
            && root.EnumerateObject().All(member => member.Name is "@graph" or "@context"))
        {
            active = expander.Enter(active, null, root, fromMap: false, out _, out _);
            (root, property) = (graph, "@graph");
        }
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
}
