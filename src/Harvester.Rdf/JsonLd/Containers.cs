namespace Harvester.Rdf.JsonLd;

/// <summary>A term's container mapping (JSON-LD 1.1 section 9.15.1, <c>@container</c>).</summary>
[Flags]
internal enum Containers
{
    None = 0,
    List = 1,
    Set = 2,
    Index = 4,
    Language = 8,
    Id = 16,
    Type = 32,
    Graph = 64,
}
