using System.Buffers;

namespace Harvester.Rdf.Writing;

/// <summary>Sets of characters that more than one syntax asks for.</summary>
internal static class Characters
{
    /// <summary>What may stand anywhere but at the beginning of a name, in every syntax.</summary>
    public static readonly SearchValues<byte> Plain = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-"u8);
}
