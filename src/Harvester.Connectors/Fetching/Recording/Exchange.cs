namespace Harvester.Connectors.Fetching.Recording;

/// <summary>One request and what came of it: the header file of an exchange, as JSON. The body lies beside it.</summary>
internal sealed record Exchange
{
    public required string Method { get; init; }

    /// <summary>Without user name and password.</summary>
    public required string Url { get; init; }

    public string? Accept { get; init; }

    /// <summary>Null: no answer came, see <see cref="Fault"/>.</summary>
    public int? Status { get; init; }

    public string? Reason { get; init; }

    /// <summary>Only those that a harvest acts on; never a cookie.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Name of the body's file, decompressed; null: it is empty.</summary>
    public string? Body { get; init; }

    /// <summary>False: whoever asked stopped reading, or the body broke off; nobody knows what follows.</summary>
    public bool Whole { get; init; } = true;

    /// <summary>Instead of an answer, or after what came of its body.</summary>
    public RecordedFault? Fault { get; init; }
}
