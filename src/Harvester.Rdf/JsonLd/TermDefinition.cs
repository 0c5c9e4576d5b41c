using System.Text.Json;

namespace Harvester.Rdf.JsonLd;

/// <summary>A term of an active context (JSON-LD 1.1 API, section 4.1). Immutable once its context is processed.</summary>
internal sealed class TermDefinition
{
    /// <summary>An IRI, a blank node identifier or a keyword; null: the term is to be ignored.</summary>
    public string? Iri { get; set; }

    public bool IsPrefix { get; set; }

    public bool IsProtected { get; set; }

    public bool IsReverse { get; set; }

    public string? Type { get; set; }

    /// <summary>The term sets a language, if only to say that there is none.</summary>
    public bool HasLanguage { get; set; }

    public string? Language { get; set; }

    public bool HasDirection { get; set; }

    public string? Direction { get; set; }

    public Containers Container { get; set; }

    /// <summary>The property that an index map's keys become.</summary>
    public string? Index { get; set; }

    public string? Nest { get; set; }

    /// <summary>The scoped context.</summary>
    public JsonElement? Context { get; set; }

    /// <summary>Where the scoped context stands, against which its own references resolve.</summary>
    public string ContextBase { get; set; } = "";

    /// <summary>Equal in all but the protection.</summary>
    public bool IsSameAs(TermDefinition other) =>
        Iri == other.Iri && IsPrefix == other.IsPrefix && IsReverse == other.IsReverse && Type == other.Type
        && HasLanguage == other.HasLanguage && string.Equals(Language, other.Language, StringComparison.OrdinalIgnoreCase)
        && HasDirection == other.HasDirection && Direction == other.Direction
        && Container == other.Container && Index == other.Index && Nest == other.Nest
        && Context.HasValue == other.Context.HasValue
        && (Context is not { } context || JsonElement.DeepEquals(context, other.Context!.Value));
}
