namespace Harvester.Rdf.Reading;

/// <summary>A place for a term that outlives the bytes it came from: the subject of the statements to come, say. Used again and again, it allocates nothing.</summary>
internal sealed class TermSlot
{
    private byte[] bytes = new byte[128];
    private int value;
    private int datatype;
    private int language;

    /// <summary>Whether there is a term here.</summary>
    public bool IsSet { get; private set; }

    public TermKind Kind { get; private set; }

    /// <summary>The term; <c>default</c> where none is set.</summary>
    public TermView View => !IsSet ? default : Kind switch
    {
        TermKind.Iri => TermView.Iri(bytes.AsSpan(0, value)),
        TermKind.BlankNode => TermView.Blank(bytes.AsSpan(0, value)),
        _ when language > 0 => TermView.LanguageString(bytes.AsSpan(0, value), bytes.AsSpan(value, language)),
        _ => TermView.Literal(bytes.AsSpan(0, value), bytes.AsSpan(value, datatype)),
    };

    public void Clear() => IsSet = false;

    public void Set(in TermView term)
    {
        var (kind, length) = (term.Kind, term.Value.Length);
        var (type, tag) = kind == TermKind.Literal && term.Language.Length == 0 ? (term.Datatype.Length, 0) : (0, term.Language.Length);
        Room(length + type + tag);
        term.Value.CopyTo(bytes);
        if (type > 0)
            term.Datatype.CopyTo(bytes.AsSpan(length));
        else
            term.Language.CopyTo(bytes.AsSpan(length));
        (Kind, value, datatype, language, IsSet) = (kind, length, type, tag, true);
    }

    public void SetIri(ReadOnlySpan<byte> iri) => Set(TermView.Iri(iri));

    /// <summary>The IRI that a prefix and a name make together.</summary>
    public void SetIri(ReadOnlySpan<byte> start, ReadOnlySpan<byte> rest)
    {
        Room(start.Length + rest.Length);
        start.CopyTo(bytes);
        rest.CopyTo(bytes.AsSpan(start.Length));
        (Kind, value, datatype, language, IsSet) = (TermKind.Iri, start.Length + rest.Length, 0, 0, true);
    }

    public void Set(TermSlot other)
    {
        if (!other.IsSet)
            Clear();
        else
            Set(other.View);
    }

    /// <summary>A copy that stays, or null where none is set.</summary>
    public Term? ToTerm() => IsSet ? View.ToTerm() : null;

    private void Room(int length)
    {
        if (bytes.Length < length)
            bytes = new byte[Math.Max(bytes.Length * 2, length)];
    }
}
