namespace Harvester.Rdf.JsonLd.Streaming;

/// <summary>Why a <see cref="LongArrayReader"/> stopped.</summary>
internal enum ArrayStep
{
    /// <summary>At the array's closing bracket.</summary>
    Ended,

    /// <summary>At the end of what is at hand of the document.</summary>
    Unfinished,

    /// <summary>At an element for the complete algorithm.</summary>
    Complex,
}
