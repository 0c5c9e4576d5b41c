namespace Harvester.Rdf.RdfXml;

/// <summary>The attributes of one element, sorted by what RDF makes of them (RDF 1.1 XML Syntax, sections 6.1.4 and 7.2.2 to 7.2.7): their places in the tag, or <see cref="None"/>.</summary>
internal sealed class RdfAttributes
{
    public const int None = -1;

    public int Id { get; set; }

    public int About { get; set; }

    public int NodeId { get; set; }

    public int Resource { get; set; }

    public int ParseType { get; set; }

    public int Datatype { get; set; }

    /// <summary>Property attributes.</summary>
    public List<int> Properties { get; } = [];

    public void Clear()
    {
        Id = About = NodeId = Resource = ParseType = Datatype = None;
        Properties.Clear();
    }

    /// <summary>How many of these there are.</summary>
    public static int Count(int first, int second, int third) =>
        (first == None ? 0 : 1) + (second == None ? 0 : 1) + (third == None ? 0 : 1);
}
