namespace Harvester.Rdf.Xml;

/// <summary>A document that is not well-formed, by a place in the bytes that were being looked at. There is one at most in a document: nothing behind it can be read.</summary>
internal sealed class XmlFault(int offset, string message) : Exception(message)
{
    public int Offset { get; } = offset;
}
