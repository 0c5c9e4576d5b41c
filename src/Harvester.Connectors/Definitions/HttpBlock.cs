namespace Harvester.Connectors.Definitions;

/// <summary><c>http:</c> how politely and how patiently a source is asked.</summary>
public sealed record HttpBlock
{
    /// <summary>Pause between the starts of two requests to the host; longer where its robots.txt asks for it.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Requests to the host at one time.</summary>
    public int Concurrency { get; init; } = 1;

    /// <summary>For one attempt, from connecting to the last byte; all attempts of one request together have twice that.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Largest body, after decompression.</summary>
    public long MaxBytes { get; init; } = 64L << 20;

    /// <summary>Null: robots.txt is obeyed; else what lets this source pass its refusals. Its Crawl-delay is kept all the same.</summary>
    public RobotsAgreement? Robots { get; init; }

    /// <summary>Name of a header whose value is in <c>HARVESTER_SECRET_&lt;ID&gt;</c>; sent to this source's host only.</summary>
    public string? SecretHeader { get; init; }
}
