namespace Harvester.Rdf.Turtle;

internal enum FrameKind
{
    Statement,
    PropertyList,
    Collection,
}
