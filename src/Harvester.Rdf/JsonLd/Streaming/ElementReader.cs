using System.Text.Json;
using Harvester.Rdf.Reading;

namespace Harvester.Rdf.JsonLd.Streaming;

/// <summary>Reads the elements of one long array: what the interpreter does not understand goes through the complete algorithm, by itself.</summary>
internal sealed class ElementReader(
    LongArrayReader array, ElementTarget target, ActiveContext active, Expander expander, RdfEmitter emitter, RemoteContexts remote,
    StatementSink sink, RdfReaderOptions options, int maxDepth, TermTable? terms)
{
    private readonly ElementInterpreter? interpreter = terms is null ? null : new ElementInterpreter(sink, terms, target, maxDepth);

    /// <summary>Reads on as far as the bytes at hand go; false at the array's end.</summary>
    public async ValueTask<bool> ReadSomeAsync(CancellationToken cancellationToken)
    {
        await array.FillAsync(cancellationToken);
        while (true)
        {
            switch (array.Next(interpreter))
            {
                case ArrayStep.Ended:
                    return false;
                case ArrayStep.Unfinished:
                    return true;
                default:
                    await ReadComplexAsync(cancellationToken);
                    array.Pass();
                    break;
            }
        }
    }

    private async ValueTask ReadComplexAsync(CancellationToken cancellationToken)
    {
        JsonDocument document;
        try
        {
            var element = array.Element();
            document = JsonText.Parse(element, maxDepth, index => array.Position.Behind(element.AsSpan(0, index)));
        }
        catch (RdfException error) when (sink.Lenient)
        {
            sink.Refuse(error.Line, error.Column, error.Error.Message);
            return;
        }
        using (document)
        {
            if (target.IsIgnored)
                return;
            await remote.LoadAsync(document.RootElement, options.BaseIri, cancellationToken);
            foreach (var expanded in expander.ExpandItem(active, target.Key, document.RootElement, out _) ?? [])
                Emit(expanded);
        }
    }

    private void Emit(Expanded expanded)
    {
        if (target.Property is not null)
            emitter.EmitValue(target.Node, target.PropertyIri, expanded);
        else if (target.IsNamedGraph)
            emitter.EmitWithin(expanded, target.Node);
        else
            emitter.Emit(expanded);
    }
}
