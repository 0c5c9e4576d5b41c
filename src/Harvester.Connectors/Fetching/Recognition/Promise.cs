namespace Harvester.Connectors.Fetching.Recognition;

/// <summary>What a request asks for, hence what an answer may not be.</summary>
internal enum Promise
{
    /// <summary>Nothing in particular: only a declared challenge is a fault.</summary>
    Anything,

    /// <summary>Pages are welcome.</summary>
    Page,
    Json,
    Csv,
    Rdf,
}
