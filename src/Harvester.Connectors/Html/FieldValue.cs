namespace Harvester.Connectors.Html;

/// <summary>What a field was found to say: at least one text. <see cref="Many"/>: the field is a list in the payload, even of one.</summary>
internal sealed record FieldValue(IReadOnlyList<string> Texts, bool Many)
{
    /// <summary>The page says nothing: it is what the connector file says for that case.</summary>
    public bool IsDefault { get; init; }

    public string First => Texts[0];
}
