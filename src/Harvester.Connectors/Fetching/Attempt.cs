using Harvester.Core.Model;

namespace Harvester.Connectors.Fetching;

/// <summary>Outcome of one attempt: a body, or a fault that another attempt may or may not mend.</summary>
/// <param name="RetryAfter">The pause that the server asked for, within what a run waits.</param>
internal sealed record Attempt(FetchedBody? Body, SourceException? Fault, bool MayPass = false, TimeSpan? RetryAfter = null);
