using System.Text.Json;
using Harvester.Rdf.Reading;

namespace Harvester.Rdf.JsonLd.Streaming;

/// <summary>Reads the elements of a document's long arrays: what the interpreter does not understand goes through the complete algorithm, by itself.</summary>
internal sealed class DocumentStream(
    LongArrayReader array, (long Start, ElementTarget Target)[] parts, CompleteAlgorithm complete, TermTable terms, StatementSink sink, RdfReaderOptions options)
{
    private int part = -1;
    private ElementInterpreter? interpreter;

    /// <summary>Nothing may follow the array.</summary>
    public bool IsAll { get; init; }

    /// <summary>Reads on as far as the bytes at hand go; false at the document's end.</summary>
    public async ValueTask<bool> ReadSomeAsync(CancellationToken cancellationToken)
    {
        if (part < 0 && !await MoveToNextAsync(cancellationToken))
            return false;
        await array.FillAsync(cancellationToken);
        while (true)
        {
            switch (array.Next(interpreter))
            {
                case ArrayStep.Ended when IsAll:
                    await array.EndAsync(cancellationToken);
                    return false;
                case ArrayStep.Ended:
                    return await MoveToNextAsync(cancellationToken);
                case ArrayStep.Unfinished:
                    return true;
                default:
                    await ReadComplexAsync(parts[part].Target, cancellationToken);
                    array.Pass();
                    break;
            }
        }
    }

    private async ValueTask<bool> MoveToNextAsync(CancellationToken cancellationToken)
    {
        if (++part == parts.Length)
            return false;
        var (start, target) = parts[part];
        await array.GoToAsync(start, cancellationToken);
        var canInterpret = complete.Active.Previous is null && !options.JsonLd10 && options.JsonLdDirection == RdfDirection.Dropped && target.CanInterpret;
        interpreter = canInterpret ? new ElementInterpreter(sink, terms, target, array.MaxDepth) : null;
        return true;
    }

    private async ValueTask ReadComplexAsync(ElementTarget target, CancellationToken cancellationToken)
    {
        var element = array.Element();
        sink.Place = () => (array.Position.Line, array.Position.Column);
        JsonDocument document;
        try
        {
            document = JsonText.Parse(element, array.MaxDepth, index => array.Position.Behind(element.AsSpan(0, index)));
        }
        catch (RdfException error) when (sink.Lenient)
        {
            sink.Refuse(error.Line, error.Column, error.Error.Message);
            return;
        }
        using (document)
        {
            if (!target.IsIgnored)
                await complete.ReadAsync(document.RootElement, target, cancellationToken);
        }
    }
}
