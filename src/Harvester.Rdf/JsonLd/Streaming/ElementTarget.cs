using System.Text;
using Harvester.Rdf.Reading;

namespace Harvester.Rdf.JsonLd.Streaming;

/// <summary>What the elements of a long array are to the document.</summary>
internal sealed class ElementTarget
{
    /// <summary>Only to be read for errors: the key means nothing.</summary>
    public bool IsIgnored { get; init; }

    /// <summary>The key that the elements stand under; <c>@graph</c>; null: the document is the array.</summary>
    public string? Key { get; init; }

    /// <summary>The property whose values they are; null: they are nodes.</summary>
    public Member? Property { get; init; }

    /// <summary>The expanded IRI of <see cref="Key"/>, for the complete algorithm.</summary>
    public string PropertyIri { get; init; } = "";

    /// <summary>The node that has the property; null: it has an identifier that is none.</summary>
    public Term? Node { get; init; }

    /// <summary>Whether the elements are a named graph's.</summary>
    public bool IsNamedGraph { get; init; }

    /// <summary>Whether what the elements say may be understood by itself: nothing around them drops it.</summary>
    public bool CanInterpret => !IsIgnored && (Property is null or { Kind: MemberKind.Property }) && (Node is not null || (Property is null && !IsNamedGraph));

    /// <summary><see cref="Node"/> as the subject of statements.</summary>
    public PendingTerm? Subject => Property is null || Node is null ? null : AsPending(Node);

    /// <summary>The graph's name; not set for the default graph.</summary>
    public TermSlot Graph
    {
        get
        {
            var slot = new TermSlot();
            if (IsNamedGraph && Node is not null)
            {
                var name = Encoding.UTF8.GetBytes(Node.Value);
                slot.Set(Node.Kind == TermKind.Iri ? TermView.Iri(name) : TermView.Blank(name));
            }
            return slot;
        }
    }

    private static PendingTerm AsPending(Term node)
    {
        var bytes = Encoding.UTF8.GetBytes(node.Value);
        return new PendingTerm { Kind = node.Kind, Buffer = bytes, Length = bytes.Length };
    }
}
