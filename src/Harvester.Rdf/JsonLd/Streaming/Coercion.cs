namespace Harvester.Rdf.JsonLd.Streaming;

/// <summary>What a term makes of a plain value (JSON-LD 1.1 API, section 5.3).</summary>
internal enum Coercion : byte
{
    None,
    Id,
    Vocabulary,
    Datatype,
}
