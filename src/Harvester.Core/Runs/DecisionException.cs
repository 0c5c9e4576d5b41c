namespace Harvester.Core.Runs;

/// <summary>A person's word that cannot be carried out, with the reason as a sentence.</summary>
public sealed class DecisionException(string message) : Exception(message);
