namespace Harvester.Rdf.JsonLd;

/// <summary>What terms mean at one place of a document (JSON-LD 1.1 API, section 4.1).</summary>
internal sealed class ActiveContext(string originalBase)
{
    /// <summary>The document's own IRI.</summary>
    public string OriginalBase { get; } = originalBase;

    /// <summary>Null: relative references stay relative, and RDF drops them.</summary>
    public string? BaseIri { get; set; } = originalBase;

    public string? Vocabulary { get; set; }

    public string? Language { get; set; }

    public string? Direction { get; set; }

    /// <summary>The context to return to in nested nodes, when this one does not propagate.</summary>
    public ActiveContext? Previous { get; set; }

    public Dictionary<string, TermDefinition> Terms { get; private init; } = [];

    public TermDefinition? Find(string? term) => term is null ? null : Terms.GetValueOrDefault(term);

    public ActiveContext Clone() => new(OriginalBase)
    {
        BaseIri = BaseIri,
        Vocabulary = Vocabulary,
        Language = Language,
        Direction = Direction,
        Previous = Previous,
        Terms = new Dictionary<string, TermDefinition>(Terms),
    };
}
