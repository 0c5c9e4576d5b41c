namespace Harvester.Rdf.Writing;

/// <summary>A literal of a block: its bytes, with the language tag right behind it.</summary>
/// <param name="Start">Where its lexical form begins.</param>
/// <param name="Length">The length of that.</param>
/// <param name="Language">The length of the language tag; 0 for none.</param>
/// <param name="Datatype">The number of the datatype's IRI; -1 for <c>xsd:string</c>, and where there is a language.</param>
internal readonly record struct LiteralEntry(int Start, int Length, int Language, int Datatype);
