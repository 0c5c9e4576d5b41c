using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using Harvester.Rdf.Reading;

namespace Harvester.Rdf.JsonLd.Streaming;

/// <summary>Makes pending terms of tokens. False: the complete algorithm is to be asked.</summary>
internal sealed class ValueInterpreter(TermTable terms, Scratch scratch)
{
    // A double holds more; these are surely below the 10^21 from which on a number is no integer (JSON-LD 1.1 API, section 8.2.2).
    private const int SurelyInteger = 20;
    private const int LongestNumber = 400;
    private readonly ByteArena relative = new();
    private static readonly byte[] Integer = Utf8Names.XsdInteger.ToArray();
    private static readonly byte[] Double = Utf8Names.XsdDouble.ToArray();
    private static readonly byte[] Boolean = Utf8Names.XsdBoolean.ToArray();

    /// <summary><c>rdf:type</c>.</summary>
    public static byte[] Type { get; } = Utf8Names.Type.ToArray();

    public static bool HasLoneSurrogate(ref Utf8JsonReader reader) =>
        reader.ValueIsEscaped && JsonText.IndexOfLoneSurrogate(reader.ValueSpan) >= 0;

    /// <summary>A blank node of no label in the document.</summary>
    public PendingTerm Fresh(StatementSink sink)
    {
        var label = sink.FreshBlankView().Value;
        var start = scratch.Take(label.Length);
        label.CopyTo(scratch.Buffer.AsSpan(start));
        return new PendingTerm { Kind = TermKind.BlankNode, Buffer = scratch.Buffer, Start = start, Length = label.Length };
    }

    /// <summary>The text of a string.</summary>
    public bool TryText(ref Utf8JsonReader reader, out PendingTerm text)
    {
        text = new PendingTerm { Kind = TermKind.Literal, Start = (int)reader.TokenStartIndex + 1, Length = reader.ValueSpan.Length };
        if (!reader.ValueIsEscaped)
            return true;
        if (HasLoneSurrogate(ref reader) || !Utf8.IsValid(reader.ValueSpan))
            return false;
        // An escape is never shorter than what it stands for.
        text.Start = scratch.Take(text.Length);
        text.Buffer = scratch.Buffer;
        text.Length = reader.CopyString(text.Buffer.AsSpan(text.Start, text.Length));
        return true;
    }

    /// <summary>The node that a string names: IRI expansion (section 5.2) of what may be relative to the document.</summary>
    public bool TryNode(ref Utf8JsonReader reader, out PendingTerm node)
    {
        if (!TryText(ref reader, out node))
            return false;
        node.Kind = TermKind.Iri;
        var value = node.Buffer is null ? reader.ValueSpan : node.Buffer.AsSpan(node.Start, node.Length);
        if (value.IsEmpty || value[0] is (byte)'@' or (byte)':' || terms.IsAlias(value))
            return value.IsEmpty && TryRelative(value, out node);
        var colon = value.IndexOf((byte)':');
        if (colon < 0)
            return TryRelative(value, out node);
        if (value[(colon + 1)..].StartsWith("//"u8))
            return Keywords.IsWellFormedIri(value);
        if (colon == 1 && value[0] == '_')
            return TryLabel(value[2..], ref node);
        if (terms.TryPrefix(value[..colon], out var prefix))
        {
            node = Join(prefix, value[(colon + 1)..]);
            return Keywords.IsWellFormedIri(node.Buffer.AsSpan(node.Start, node.Length));
        }
        return Iris.IsAbsolute(value) ? Keywords.IsWellFormedIri(value) : TryRelative(value, out node);
    }

    /// <summary>The literal that a token makes (section 8.2.2).</summary>
    /// <param name="json">The element.</param>
    /// <param name="value">In: the token's place; out: the literal.</param>
    /// <param name="kind">The token.</param>
    /// <param name="datatype">The datatype; null: the token's own.</param>
    /// <param name="language">The language of a string.</param>
    public bool TryLiteral(ReadOnlySpan<byte> json, ref PendingTerm value, JsonTokenType kind, byte[]? datatype, byte[]? language)
    {
        (value.Datatype, value.Language) = (datatype, language);
        if (kind == JsonTokenType.Number)
            return TryNumber(json.Slice(value.Start, value.Length), ref value);
        if (kind != JsonTokenType.String)
            value.Datatype ??= Boolean;
        return true;
    }

    private bool TryNumber(ReadOnlySpan<byte> written, ref PendingTerm value)
    {
        var isDouble = value.Datatype is not null && value.Datatype.AsSpan().SequenceEqual(Utf8Names.XsdDouble);
        var digits = written[0] == '-' ? written[1..] : written;
        var isDigits = digits.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
        if (isDigits && !isDouble && digits.Length <= SurelyInteger && (digits[0] != '0' || written.Length == 1))
        {
            value.Datatype ??= Integer;
            return true;
        }
        if (!Utf8Parser.TryParse(written, out double number, out var used) || used != written.Length || !double.IsFinite(number) || number == 0)
            return false;
        var isInteger = number == Math.Truncate(number) && Math.Abs(number) < 1e21;
        if (!isDouble && isInteger && isDigits)
            return false;
        isDouble |= !isInteger;
        value.Datatype ??= isDouble ? Double : Integer;
        value.Start = scratch.Take(LongestNumber);
        value.Buffer = scratch.Buffer;
        return number.TryFormat(
            value.Buffer.AsSpan(value.Start, LongestNumber), out value.Length, isDouble ? "0.0##############E0" : "F0", CultureInfo.InvariantCulture);
    }

    private static bool TryLabel(ReadOnlySpan<byte> label, ref PendingTerm node)
    {
        // Labels of other letters are as good, but not for here.
        if (label.IsEmpty || !char.IsAsciiLetterOrDigit((char)label[0]) || label.StartsWith("genid"u8))
            return false;
        foreach (var one in label)
        {
            if (!char.IsAsciiLetterOrDigit((char)one) && one is not ((byte)'-' or (byte)'_'))
                return false;
        }
        (node.Kind, node.Start, node.Length) = (TermKind.BlankNode, node.Start + 2, node.Length - 2);
        return true;
    }

    private bool TryRelative(ReadOnlySpan<byte> reference, out PendingTerm node)
    {
        node = default;
        if (terms.BaseIri is not { } baseIri)
            return false;
        relative.Reset();
        var resolved = baseIri.Resolve(reference, relative);
        node = Join([], resolved);
        return Keywords.IsWellFormedIri(resolved);
    }

    private PendingTerm Join(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        var start = scratch.Take(first.Length + second.Length);
        first.CopyTo(scratch.Buffer.AsSpan(start));
        second.CopyTo(scratch.Buffer.AsSpan(start + first.Length));
        return new PendingTerm { Kind = TermKind.Iri, Buffer = scratch.Buffer, Start = start, Length = first.Length + second.Length };
    }
}
