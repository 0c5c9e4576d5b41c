namespace Harvester.Core.Ports;

/// <summary>The store is away, damaged or of another version, or refused a write (lease lost).</summary>
public class StoreException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>A new record would get an id that leads to another record's dataset. Nothing of the batch was applied: with other ids it can be.</summary>
public sealed class DatasetIdTakenException(string id, string other)
    : StoreException($"Dataset {id} would be a new one, and the id leads to that of record {other} already; nothing was written. Run the source again.");
