using System.Text.Json;
using Harvester.Rdf.Reading;

namespace Harvester.Rdf.JsonLd.Streaming;

/// <summary>Walks through the long arrays of a document, an element at a time.</summary>
internal sealed class LongArrayReader(Utf8Window window, int maxDepth, int mostBytes)
{
    private readonly TextPosition position = new();
    private long offset;
    private bool afterElement;
    private bool afterComma;
    private int complex;

    /// <summary>The deepest nesting within an element.</summary>
    public int MaxDepth => maxDepth;

    /// <summary>Where a refused element begins.</summary>
    public TextPosition Position => position;

    /// <summary>Goes to a place that was not passed yet.</summary>
    public async ValueTask GoToAsync(long place, CancellationToken cancellationToken)
    {
        (afterElement, afterComma) = (false, false);
        while (true)
        {
            Take((int)Math.Min(place - offset, window.Bytes.Length));
            if (offset == place || window.HasEnded)
                return;
            await window.FillAsync(position, cancellationToken);
        }
    }

    /// <summary>Reads more of the document, for <see cref="Next"/> to go on.</summary>
    public ValueTask FillAsync(CancellationToken cancellationToken)
    {
        if (window.Bytes.Length >= mostBytes)
            throw new RdfException(position.Line, position.Column, $"Found an element of more than {mostBytes} bytes, which would have to be held in memory.") { IsLimit = true };
        return window.HasEnded ? ValueTask.CompletedTask : window.FillAsync(position, cancellationToken);
    }

    /// <summary>Reads elements as long as the interpreter understands them.</summary>
    /// <param name="interpreter">Delivers what they say; null: each takes the complete algorithm.</param>
    /// <exception cref="RdfException">The text is no JSON.</exception>
    public ArrayStep Next(ElementInterpreter? interpreter)
    {
        var bytes = window.Bytes;
        var at = 0;
        while (TryElement(bytes, ref at))
        {
            var length = 0;
            switch (interpreter?.Read(bytes[at..], window.HasEnded, out length) ?? Outcome.Complex)
            {
                case Outcome.Done:
                    at += length;
                    (afterElement, afterComma) = (true, false);
                    break;
                case Outcome.Unfinished:
                    Take(at);
                    return ArrayStep.Unfinished;
                default:
                    Take(at);
                    return Measure();
            }
        }
        return Ended(bytes, at);
    }

    /// <summary>The element that <see cref="Next"/> stopped at.</summary>
    public byte[] Element() => window.Bytes[..complex].ToArray();

    /// <summary>Goes behind the element.</summary>
    public void Pass()
    {
        Take(complex);
        (afterElement, afterComma) = (true, false);
    }

    /// <summary>Goes behind the closing bracket and to the document's end.</summary>
    /// <exception cref="RdfException">There is more than white space.</exception>
    public async ValueTask EndAsync(CancellationToken cancellationToken)
    {
        Take(1);
        while (true)
        {
            var at = window.Bytes.IndexOfAnyExcept(" \t\r\n"u8);
            Take(at < 0 ? window.Bytes.Length : at);
            if (at >= 0)
                throw new RdfException(position.Line, position.Column, $"Found '{Iris.Printable(window.Bytes[0])}', expected nothing behind the document's array.");
            if (window.HasEnded)
                return;
            await window.FillAsync(position, cancellationToken);
        }
    }

    // Whether an element begins here; otherwise the array, or what is at hand of it, has ended.
    private bool TryElement(ReadOnlySpan<byte> bytes, ref int at)
    {
        while (at < bytes.Length)
        {
            switch (bytes[at])
            {
                case (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n':
                    at++;
                    break;
                case (byte)',' when afterElement:
                    (afterElement, afterComma) = (false, true);
                    at++;
                    break;
                default:
                    return !afterElement && bytes[at] != ']';
            }
        }
        return false;
    }

    private ArrayStep Ended(ReadOnlySpan<byte> bytes, int at)
    {
        var (isAtEnd, isBracket) = (at == bytes.Length, at < bytes.Length && bytes[at] == ']');
        var found = isAtEnd ? "the end of the document" : $"'{Iris.Printable(bytes[at])}'";
        Take(at);
        if (isAtEnd && !window.HasEnded)
            return ArrayStep.Unfinished;
        if (isBracket && !afterComma)
            return ArrayStep.Ended;
        throw new RdfException(position.Line, position.Column, $"Found {found}, expected {(afterElement ? "',' or ']'" : "an element of the array")}.");
    }

    private ArrayStep Measure()
    {
        var bytes = window.Bytes;
        var reader = new Utf8JsonReader(bytes, window.HasEnded, new JsonReaderState(new JsonReaderOptions { MaxDepth = maxDepth }));
        try
        {
            if (!reader.Read() || !reader.TrySkip())
                return ArrayStep.Unfinished;
        }
        catch (JsonException error)
        {
            var index = JsonText.IndexOf(error, bytes);
            var (line, column) = position.Behind(bytes[..Math.Max(index, 0)]);
            throw new RdfException(line, column, error.Message, error);
        }
        complex = (int)reader.BytesConsumed;
        return ArrayStep.Complex;
    }

    private void Take(int count)
    {
        position.Pass(window.Bytes[..count]);
        window.Skip(count);
        offset += count;
    }
}
