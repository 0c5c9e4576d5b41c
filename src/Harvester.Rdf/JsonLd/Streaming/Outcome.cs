namespace Harvester.Rdf.JsonLd.Streaming;

/// <summary>How far the <see cref="ElementInterpreter"/> came.</summary>
internal enum Outcome
{
    /// <summary>The element was understood and its statements are delivered.</summary>
    Done,

    /// <summary>The element goes on behind the bytes at hand.</summary>
    Unfinished,

    /// <summary>The element has something that takes the complete algorithm, or that is an error.</summary>
    Complex,
}
