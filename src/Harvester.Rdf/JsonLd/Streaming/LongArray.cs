namespace Harvester.Rdf.JsonLd.Streaming;

/// <summary>An array that a <see cref="SkeletonScan"/> left out.</summary>
/// <param name="Key">The member's key as it is written, with its quotes; empty: the array is the whole document.</param>
/// <param name="Start">Where its first element is looked for: the offset in the document behind the bracket.</param>
/// <param name="Index">The same place in the skeleton.</param>
internal readonly record struct LongArray(byte[] Key, long Start, int Index);
