namespace Harvester.Core.Ports;

/// <summary>One notice on its way to one recipient, written to its last word: a second attempt sends the same.</summary>
public sealed record Delivery
{
    /// <summary>The same for the same notice to the same recipient, whoever writes it; letters, digits and dots.</summary>
    public required string Id { get; init; }

    /// <summary>Id of the first delivery about this break to this recipient; later ones refer to it, and never overtake it.</summary>
    public required string Thread { get; init; }

    /// <summary>Id of the one before this one in the thread; null: this is the first.</summary>
    public string? Before { get; init; }

    /// <summary>Id of the source it is about.</summary>
    public required string Source { get; init; }

    public required NoticeEvent Event { get; init; }
    public required DeliveryKind Kind { get; init; }

    /// <summary>Mail address, or address of the webhook.</summary>
    public required string Target { get; init; }

    /// <summary>One line.</summary>
    public required string Subject { get; init; }

    /// <summary>Plain text, or the JSON document.</summary>
    public required string Body { get; init; }

    /// <summary>Address that ends the subscription; null: the recipient stands in the configuration, or the site's address is not known.</summary>
    public string? Unsubscribe { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset NextTry { get; init; }

    /// <summary>How often it was tried in vain.</summary>
    public int Attempts { get; init; }

    /// <summary>Why the last attempt failed.</summary>
    public string? Fault { get; init; }
}
