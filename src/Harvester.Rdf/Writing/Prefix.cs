namespace Harvester.Rdf.Writing;

/// <summary>A prefix and the namespace it stands for.</summary>
internal sealed class Prefix(byte[] name, byte[] @namespace)
{
    public byte[] Name => name;

    public byte[] Namespace => @namespace;

    /// <summary>Whether the document has declared it, for all that follows.</summary>
    public bool IsDeclared { get; set; }
}
