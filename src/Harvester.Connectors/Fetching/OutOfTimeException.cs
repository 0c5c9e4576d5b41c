namespace Harvester.Connectors.Fetching;

/// <summary>A step of the network took too long; turned into a SourceException with code <c>timeout</c> where address and bytes are known.</summary>
internal sealed class OutOfTimeException(bool Idle, bool Connecting = false) : TimeoutException
{
    /// <summary>It was the silence, not the sum.</summary>
    public bool Idle { get; } = Idle;

    /// <summary>No connection came about: neither TCP nor TLS.</summary>
    public bool Connecting { get; } = Connecting;
}
