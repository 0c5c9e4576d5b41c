using System.Text;
using Harvester.Rdf.Reading;

namespace Harvester.Rdf.JsonLd.Streaming;

/// <summary>
/// An active context as it is asked by the bytes of a document: keys, prefixes, types and language tags, each worked out once. Where the answer is not
/// plain, there is none, and the complete algorithm is to be asked.
/// </summary>
internal sealed class TermTable
{
    // Documents whose keys or types are all different do not make it grow.
    private const int MostKept = 4096;
    private const int LongestKept = 512;
    private static readonly Member Long = new() { Kind = MemberKind.Complex };
    private readonly ActiveContext active;
    private readonly Dictionary<byte[], Member> members = new(Utf8Hash.Instance);
    private readonly Dictionary<byte[], byte[]?> vocabulary = new(Utf8Hash.Instance);
    private readonly Dictionary<byte[], byte[]?> languages = new(Utf8Hash.Instance);
    private readonly Dictionary<byte[], byte[]> prefixes = new(Utf8Hash.Instance);
    private readonly HashSet<byte[]> aliases = new(Utf8Hash.Instance);
    private readonly int longestAlias;
    private int number;

    public TermTable(ActiveContext active)
    {
        this.active = active;
        BaseIri = active.BaseIri is { } baseIri ? new BaseIri(baseIri) : null;
        foreach (var (term, definition) in active.Terms)
        {
            if (definition.Iri is not { } iri)
                continue;
            if (definition.IsPrefix)
                prefixes[Encoding.UTF8.GetBytes(term)] = Encoding.UTF8.GetBytes(iri);
            if (Keywords.IsKeyword(iri))
            {
                aliases.Add(Encoding.UTF8.GetBytes(term));
                longestAlias = Math.Max(longestAlias, Encoding.UTF8.GetByteCount(term));
            }
        }
    }

    /// <summary>Null: there is no base, and relative references mean nothing.</summary>
    public BaseIri? BaseIri { get; }

    /// <summary>Forgets what became too much; not within an element, whose keys are told apart by what is kept.</summary>
    public void Trim()
    {
        if (members.Count > MostKept)
            members.Clear();
        if (vocabulary.Count > MostKept)
            vocabulary.Clear();
        if (languages.Count > MostKept)
            languages.Clear();
    }

    public Member Member(ReadOnlySpan<byte> key)
    {
        if (key.Length > LongestKept)
            return Long;
        if (!members.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(key, out var member))
        {
            member = Understand(Encoding.UTF8.GetString(key));
            member.Number = number++;
            members.Add(key.ToArray(), member);
        }
        return member;
    }

    /// <summary>The IRI that a compact IRI's prefix stands for.</summary>
    public bool TryPrefix(ReadOnlySpan<byte> prefix, out byte[] iri) =>
        prefixes.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(prefix, out iri!);

    /// <summary>Whether a value that should be an identifier is a term that stands for a keyword.</summary>
    public bool IsAlias(ReadOnlySpan<byte> value) => value.Length <= longestAlias && aliases.GetAlternateLookup<ReadOnlySpan<byte>>().Contains(value);

    /// <summary>The IRI of a type, or of another value that may be a term; null where it is not simply that.</summary>
    public byte[]? Vocabulary(ReadOnlySpan<byte> value)
    {
        if (value.Length > LongestKept)
            return null;
        var lookup = vocabulary.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (lookup.TryGetValue(value, out var iri))
            return iri;
        var term = Encoding.UTF8.GetString(value);
        if (active.Find(term)?.Context is null)
            iri = WellFormed(IriExpansion.Expand(active, term, relative: true, vocabulary: true));
        return lookup[value] = iri;
    }

    /// <summary>The language tag; null where it is none.</summary>
    public byte[]? Language(ReadOnlySpan<byte> tag)
    {
        if (tag.Length > LongestKept)
            return null;
        var lookup = languages.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (!lookup.TryGetValue(tag, out var kept))
            lookup[tag] = kept = Keywords.IsWellFormedLanguage(tag) ? tag.ToArray() : null;
        return kept;
    }

    private Member Understand(string key)
    {
        var iri = IriExpansion.Expand(active, key, relative: false, vocabulary: true);
        if (iri is null || !(iri.Contains(':') || Keywords.IsKeyword(iri)))
            return new Member { Kind = MemberKind.Ignored };
        if (Keywords.IsKeyword(iri))
        {
            return new Member
            {
                Kind = iri switch
                {
                    "@id" => MemberKind.Id,
                    "@type" => MemberKind.Type,
                    "@value" => MemberKind.Value,
                    "@language" => MemberKind.Language,
                    _ => MemberKind.Complex,
                },
            };
        }
        return Property(active.Find(key), iri);
    }

    private Member Property(TermDefinition? definition, string iri)
    {
        var complex = new Member { Kind = MemberKind.Complex };
        if (WellFormed(iri) is not { } predicate || !IsPlain(definition))
            return complex;
        var language = definition is { HasLanguage: true } ? definition.Language : active.Language;
        if (language is not null && !Keywords.IsWellFormedLanguage(language))
            return complex;
        var (coercion, datatype) = definition?.Type switch
        {
            null or "@none" => (Coercion.None, null),
            "@id" => (Coercion.Id, null),
            "@vocab" => (Coercion.Vocabulary, null),
            var type => (Coercion.Datatype, WellFormed(type)),
        };
        if (coercion == Coercion.Datatype && datatype is null)
            return complex;
        return new Member
        {
            Kind = MemberKind.Property,
            Predicate = predicate,
            Coercion = coercion,
            Datatype = datatype,
            Language = language is null ? null : Encoding.UTF8.GetBytes(language),
        };
    }

    /// <summary>Whether values of the term are what they look like: no map, no list, no graph, no context of their own.</summary>
    public static bool IsPlain(TermDefinition? definition) =>
        definition is null or { IsReverse: false, Context: null, Container: Containers.None or Containers.Set, Type: not "@json" };

    private static byte[]? WellFormed(string? iri) => iri is not null && Keywords.IsWellFormedIri(iri) ? Encoding.UTF8.GetBytes(iri) : null;
}
