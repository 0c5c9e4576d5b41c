namespace Harvester.Core.Ports;

/// <summary>A dataset was to be added under an id that leads to another record's dataset, present or previous; nothing of the batch was applied.</summary>
public sealed class IdTakenException(string id, string recordId)
    : StoreException($"The id {id} of record {recordId} leads to another record's dataset already; nothing was written. Run the source again.");
