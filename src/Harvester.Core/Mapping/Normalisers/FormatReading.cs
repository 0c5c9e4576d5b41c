namespace Harvester.Core.Mapping.Normalisers;

/// <summary>The format of one file.</summary>
/// <param name="Entry">Null when no word, extension or media type is known.</param>
/// <param name="Format">Label, else the source's own word, else null.</param>
/// <param name="Code">Problem code: <c>unknown-format</c>, <c>several-formats</c>, <c>format-mismatch</c>, <c>archived-format</c>; null when there is nothing to report.</param>
public sealed record FormatReading(FormatEntry? Entry, string? Format, string? MediaType, string? Code, string? Detail)
{
    /// <summary>The formats of a field that names several, where the file's name does not tell which: each is a file of its own.</summary>
    public IReadOnlyList<FormatEntry> Several { get; init; } = [];

    /// <summary>True when the address is a file's, whatever page or service the label names.</summary>
    public bool IsFile { get; init; }
}
