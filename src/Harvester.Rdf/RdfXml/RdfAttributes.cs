namespace Harvester.Rdf.RdfXml;

/// <summary>The attributes of one element, sorted by what RDF makes of them (RDF 1.1 XML Syntax, sections 6.1.4 and 7.2.2 to 7.2.7).</summary>
internal sealed class RdfAttributes
{
    public string? Id { get; set; }

    public string? About { get; set; }

    public string? NodeId { get; set; }

    public string? Resource { get; set; }

    public string? ParseType { get; set; }

    public string? Datatype { get; set; }

    /// <summary>Property attributes: predicate IRI and value.</summary>
    public List<(string Predicate, string Value)> Properties { get; } = [];
}
