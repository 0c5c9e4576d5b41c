namespace Harvester.Connectors.Html;

/// <summary>What a field was found to say: at least one text. <see cref="Many"/>: the field is a list in the payload, even of one.</summary>
internal sealed record FieldValue(IReadOnlyList<string> Texts, bool Many)
{
    public string First => Texts[0];
}
