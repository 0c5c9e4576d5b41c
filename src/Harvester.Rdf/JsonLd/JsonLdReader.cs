using System.Runtime.CompilerServices;
using System.Text.Json;
using Harvester.Rdf.JsonLd.Streaming;
using Harvester.Rdf.Reading;

namespace Harvester.Rdf.JsonLd;

/// <summary>
/// Reads JSON-LD 1.1. A small document is parsed, then expanded and emitted one top-level node after the other. Of a larger one the elements of the long
/// arrays are read as they come, once it is known from all the rest what they mean; where that cannot be told, it is read like a small one, within a limit.
/// Where the text is no JSON, leniently what stands whole before the fault is read.
/// </summary>
internal sealed class JsonLdReader(Stream document, StatementSink sink, RdfReaderOptions options) : DocumentReader
{
    private const int LongestShort = 64 * 1024;

    // The levels around the elements of a long array.
    private const int MostOuter = 2;
    private readonly RemoteContexts remote = new(options);
    private IAsyncEnumerator<bool>? steps;

    // Why the text is no JSON, once what stands before that is read.
    private RdfException? fault;

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
        catch (RdfException error) when (error.Line == 0 && sink.Place is not null)
        {
            var (line, column) = sink.Place();
            throw new RdfException(line, column, error.Error.Message, error) { IsLimit = error.IsLimit };
        }
    }

    private async IAsyncEnumerable<bool> StepsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var source = new DocumentSource(document, options);
        var isSmall = await source.HoldAsync(Math.Min(options.JsonLdHeldBytes, options.MaxJsonLdBytes), cancellationToken);
        var obstacle = "";
        var stream = isSmall ? null : source.IsArray(out var start) && options.MaxDepth > MostOuter
            ? await OpenArrayAsync(source, start, cancellationToken)
            : await OpenAsync(source, why => obstacle = why, cancellationToken);
        if (stream is null)
        {
            var json = isSmall ? source.TakeAll() : await source.TakeAllAsync(obstacle, cancellationToken);
            foreach (var step in await WholeAsync(json, cancellationToken))
                yield return step;
        }
        else
        {
            while (await stream.ReadSomeAsync(cancellationToken))
                yield return true;
        }
        sink.Place = null;
        if (fault is not null)
            throw fault;
    }

    private JsonElement Parse(ReadOnlyMemory<byte> json, Func<int, (int Line, int Column)>? positionOf, out int length)
    {
        length = json.Length;
        try
        {
            return JsonText.Parse(json, options.MaxDepth, positionOf).RootElement;
        }
        catch (RdfException error) when (sink.Lenient && !error.IsLimit && JsonPrefix.Of(json.Span, options.MaxDepth, !options.ExpandContext.IsEmpty) is { } whole)
        {
            fault = error;
            length = whole.Length;
            return JsonText.Parse(whole.Json, options.MaxDepth).RootElement;
        }
    }

    // What an element of an array means depends on nothing but itself.
    private async ValueTask<DocumentStream> OpenArrayAsync(DocumentSource source, int start, CancellationToken cancellationToken)
    {
        var (active, expander, emitter) = await BeginAsync(cancellationToken);
        var complete = new CompleteAlgorithm(active, expander, emitter, remote, options);
        var array = new LongArrayReader(source.Continue(), options.MaxDepth - 1, options.MaxJsonLdBytes);
        return new DocumentStream(array, [(start, new ElementTarget())], complete, new TermTable(active), sink, options) { IsAll = true };
    }

    // Null: the document cannot be read as it comes.
    private async ValueTask<DocumentStream?> OpenAsync(DocumentSource source, Action<string> refuse, CancellationToken cancellationToken)
    {
        var scan = new SkeletonScan(Math.Min(LongestShort, options.JsonLdHeldBytes), options.MaxJsonLdBytes);
        await source.ScanAsync(scan, cancellationToken);
        if (scan.Arrays.Count == 0 || scan.IsOverfull || options.MaxDepth <= MostOuter)
        {
            refuse("what is not in long arrays is too much, or nested too deep");
            return null;
        }
        var skeleton = Parse(scan.Text, scan.PositionOf, out var kept);
        var arrays = scan.Arrays.Where(array => array.Index <= kept).ToList();
        if (scan.IsBrokenOff && sink.Lenient && options.ExpandContext.IsEmpty && !MayHaveNoContext(skeleton))
            throw new RdfException(0, 0, "The document ends within an array, and nothing before it says what its terms mean: an @context may be lacking.");
        await remote.LoadAsync(skeleton, options.BaseIri, cancellationToken);
        var (active, expander, emitter) = await BeginAsync(cancellationToken);
        var plan = new DocumentPlan(skeleton, arrays, active, expander, emitter);
        if (plan.Obstacle is not null)
        {
            refuse(plan.Obstacle);
            return null;
        }
        var terms = new TermTable(plan.Active);
        var targets = plan.Begin(terms);
        var array = new LongArrayReader(source.Reopen(), options.MaxDepth - MostOuter, options.MaxJsonLdBytes);
        var complete = new CompleteAlgorithm(plan.Active, expander, emitter, remote, options);
        return new DocumentStream(array, [.. targets.Select((target, i) => (arrays[i].Start, target))], complete, terms, sink, options);
    }

    // The elements of an array have contexts of their own.
    private static bool MayHaveNoContext(JsonElement skeleton) => skeleton.ValueKind != JsonValueKind.Object || skeleton.TryGetProperty("@context", out _);

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

    private async ValueTask<IEnumerable<bool>> WholeAsync(byte[] json, CancellationToken cancellationToken)
    {
        var root = Parse(json, null, out _);
        await remote.LoadAsync(root, options.BaseIri, cancellationToken);
        var (active, expander, emitter) = await BeginAsync(cancellationToken);
        return Steps(root, active, expander, emitter, new ElementPlaces(json));
    }

    // One step for each node of an array, or of a document that is all @graph; one step for any other document.
    private IEnumerable<bool> Steps(JsonElement root, ActiveContext active, Expander expander, RdfEmitter emitter, ElementPlaces places)
    {
        string? property = null;
        var ordinal = 0;
        sink.Place = () => places.Of(ordinal);
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
            ordinal++;
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
