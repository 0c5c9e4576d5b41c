namespace Harvester.Core.Ports;

/// <summary>The store is away, damaged or of another version, or refused a write (lease lost).</summary>
public class StoreException(string message, Exception? inner = null) : Exception(message, inner);
