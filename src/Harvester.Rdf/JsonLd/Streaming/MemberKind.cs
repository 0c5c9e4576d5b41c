namespace Harvester.Rdf.JsonLd.Streaming;

/// <summary>What a key of an object is to the <see cref="ElementInterpreter"/>.</summary>
internal enum MemberKind : byte
{
    /// <summary>Anything that takes the complete algorithm.</summary>
    Complex,

    /// <summary>Without meaning: passed over.</summary>
    Ignored,
    Property,
    Id,
    Type,
    Value,
    Language,
}
