using Harvester.Core.Assessment;

namespace Harvester.Web.Tables;

/// <summary>One value of a <see cref="Table"/>.</summary>
/// <param name="Value">A <see cref="string"/>, <see cref="Bilingual"/>, <see cref="long"/>, <see cref="double"/> or <see cref="DateTimeOffset"/>, as the column's kind asks; null: not known, or there is none.</param>
public readonly record struct Cell(object? Value)
{
    /// <summary>An address of this site without its language, or a web address of a source.</summary>
    public string? Href { get; init; }

    /// <summary>Class of the style sheet; only for what the value says as well.</summary>
    public string? Class { get; init; }

    /// <summary>Kind of a state (<c>good</c>, <c>doubtful</c>, <c>bad</c>, <c>busy</c>, <c>still</c>) whose word the value is; null: it is none.</summary>
    public string? State { get; init; }

    public static implicit operator Cell(string? text) => new(text);
    public static implicit operator Cell(Bilingual? text) => new(text);
    public static implicit operator Cell(long number) => new(number);
    public static implicit operator Cell(double? number) => new(number);
    public static implicit operator Cell(DateTimeOffset? instant) => new(instant);

    internal Cell To(string? href) => this with { Href = href };
}
