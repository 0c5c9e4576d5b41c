namespace Harvester.Connectors.Fetching.Recording;

/// <summary>A recording cannot be opened, as a sentence for a person: which folder or file, and what is wrong with it.</summary>
public sealed class RecordingException(string message, Exception? inner = null) : Exception(message, inner);
