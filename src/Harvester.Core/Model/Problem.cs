namespace Harvester.Core.Model;

/// <summary>One thing that is wrong, as data: what, how bad, whose turn it is, in which field, with which value, and a sentence for a person.</summary>
/// <param name="Code">Kebab-case and stable: <c>unknown-licence</c>.</param>
/// <param name="Field">Field of the common schema, or of the source where it has no counterpart; null for the record as a whole.</param>
/// <param name="Value">The offending value as it stood, cut after 200 characters.</param>
/// <param name="Detail">One English sentence: what was found and what was done.</param>
public sealed record Problem(string Code, Severity Severity, Whose Whose, string? Field, string? Value, string Detail)
{
    private const int LongestValue = 200;

    /// <summary>The value, shortened to what fits a table.</summary>
    public string? Value { get; init; } = Value is { Length: > LongestValue } ? string.Concat(Value.AsSpan(0, LongestValue), "…") : Value;
}
